package dev.souk.local.demo;

import dev.souk.local.Platform;
import dev.souk.local.Service;
import dev.souk.local.check.ServiceDatabases;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the services have said to each other about one order, read from their outboxes. */
final class SagaTrail {

    private final Platform platform;

    SagaTrail(Platform platform) {
        this.platform = platform;
    }

    private record Fact(Instant at, String who, String what) {}

    /**
     * One line for each fact, in the order of time; the order's own history shows what it made of them.
     *
     * @param history as the API gives it
     */
    List<String> lines(String orderId, JsonNode history) {
        List<Fact> facts = Stream.concat(announced(orderId), inHistory(history))
                .sorted(Comparator.comparing(Fact::at))
                .toList();
        List<String> lines = new ArrayList<>();
        for (Fact fact : facts) {
            long millis = Duration.between(facts.getFirst().at(), fact.at()).toMillis();
            lines.add(String.format(Locale.ROOT, "+%5d ms  %-18s %s", millis, fact.who(), fact.what()));
        }
        return lines;
    }

    private Stream<Fact> announced(String orderId) {
        // By way of UUID, because the id becomes part of the SQL text.
        String sql = "select type, created_at from outbox where key = '%s' order by id"
                .formatted(UUID.fromString(orderId));
        try (ServiceDatabases databases = new ServiceDatabases(platform::database)) {
            return Stream.of(Service.INVENTORY, Service.PAYMENT)
                    .flatMap(service -> databases.query(service, sql, rows -> {
                        List<Fact> facts = new ArrayList<>();
                        while (rows.next()) {
                            Timestamp at = rows.getTimestamp("created_at");
                            facts.add(new Fact(at.toInstant(), service.id(), rows.getString("type")));
                        }
                        return facts;
                    }).stream())
                    .toList()
                    .stream();
        }
    }

    private static Stream<Fact> inHistory(JsonNode history) {
        return history.path("items").valueStream()
                .map(entry -> new Fact(
                        Instant.parse(entry.path("occurredAt").asString()),
                        Service.ORDER.id(),
                        "%-28s -> %s".formatted(entry.path("type").asString(), entry.path("status").asString())));
    }
}
