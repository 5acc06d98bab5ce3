package dev.souk.local.check;

import dev.souk.local.DatabaseAddress;
import dev.souk.local.Service;
import dev.souk.local.UserError;
import dev.souk.local.check.Checker.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What clients asked for and were told, against what there is. The file has a JSON object on each line:
 *
 * <pre>{@code
 * {"operation": "place", "key": "0199...", "stage": "INVOKED"}
 * {"operation": "place", "key": "0199...", "stage": "ACKNOWLEDGED", "order": "0199...", "total": 3998, "status": 201}
 * {"operation": "place", "key": "0200...", "stage": "FAILED", "status": 422}
 * {"operation": "place", "key": "0201...", "stage": "UNKNOWN", "status": 0, "shopper": "0202..."}
 * {"operation": "refund", "key": "0203...", "stage": "ACKNOWLEDGED", "order": "0199...", "id": "0204...", "status": 201}
 * }</pre>
 *
 * <p>The key is the request's {@code Idempotency-Key}, one for each order that is wanted, however often it is asked for. FAILED
 * says that an answer promised that nothing was done, which counts only when no other request with the key was ACKNOWLEDGED or
 * UNKNOWN; a key that is only INVOKED counts as UNKNOWN. The total is in minor
 * units, and compared when it is there. What the clients of the log have ordered must all be in it, and it must not be older
 * than the keys that order-service remembers (24 h). Its clients are the owners of its orders, and whoever is named as
 * {@code shopper}.
 *
 * <p>Of an existing order {@code pay}, {@code cancel}, {@code dispatch}, {@code deliver}, {@code refund}, {@code return} and
 * {@code receive} are looked at when they were acknowledged; the last three need the {@code id} of the refund or return. Other
 * operations and properties are skipped.
 */
public final class ClientLog {

    private enum Stage {
        INVOKED,
        ACKNOWLEDGED,
        FAILED,
        UNKNOWN
    }

    private record Line(String operation, String key, Stage stage, @Nullable String order, @Nullable Long total,
            @Nullable Integer status, @Nullable String id, @Nullable String shopper) {

        Line {
            Objects.requireNonNull(operation, "it has no operation");
            Objects.requireNonNull(key, "it has no key");
            Objects.requireNonNull(stage, "it has no stage");
        }
    }

    private final List<Line> acknowledged = new ArrayList<>();
    /** Of orders that there are already. */
    private final List<Line> done = new ArrayList<>();
    private final Set<String> shoppers = new HashSet<>();
    private final Map<String, Line> failed = new LinkedHashMap<>();
    private final Set<String> keys = new HashSet<>();

    private ClientLog(List<Line> lines) {
        Set<String> perhapsDone = new HashSet<>();
        for (Line line : lines) {
            if (line.shopper() != null) {
                shoppers.add(line.shopper());
            }
            if (!line.operation().equals("place")) {
                if (line.stage() == Stage.ACKNOWLEDGED) {
                    done.add(line);
                }
                continue;
            }
            keys.add(line.key());
            switch (line.stage()) {
                case ACKNOWLEDGED -> {
                    acknowledged.add(line);
                    perhapsDone.add(line.key());
                }
                case FAILED -> failed.put(line.key(), line);
                case UNKNOWN -> perhapsDone.add(line.key());
                case INVOKED -> {
                    // what follows says what became of it
                }
            }
        }
        failed.keySet().removeAll(perhapsDone);
    }

    /** @throws UserError when the file cannot be read, or a line is not as described above */
    public static ClientLog read(Path file) {
        JsonMapper json = new JsonMapper();
        List<Line> lines = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                Line read = json.readValue(line, Line.class);
                if (read == null) {
                    throw noLine(lines.size() + 1, file, "it is null");
                }
                lines.add(read);
            }
        } catch (IOException e) {
            throw new UserError("Cannot read %s: %s".formatted(file, e));
        } catch (JacksonException e) {
            throw noLine(lines.size() + 1, file, e.getOriginalMessage());
        }
        return new ClientLog(lines);
    }

    private static UserError noLine(int number, Path file, String why) {
        return new UserError("Line %d of %s is not what clients log: %s".formatted(number, file, why));
    }

    /**
     * Looks until all of it holds, because what was acknowledged may still have to be done.
     *
     * @param settling how long to wait for that
     */
    public List<Verdict> check(Function<Service, DatabaseAddress> addresses, Duration settling) {
        return Checker.settled(settling, () -> look(addresses));
    }

    private List<Verdict> look(Function<Service, DatabaseAddress> addresses) {
        try (ServiceDatabases databases = new ServiceDatabases(addresses)) {
            Orders orders = Orders.read(databases);
            return List.of(
                    new Verdict(
                            "acknowledged-orders-exist",
                            "Every order that a client was told of exists, with the total that it was told.",
                            new Finding(acknowledged.size(), lost(orders))),
                    new Verdict(
                            "refused-orders-do-not-exist",
                            "Nothing came of an order that a client was told is refused.",
                            new Finding(failed.size(), refusedAndYetThere(orders))),
                    new Verdict(
                            "one-order-for-one-key",
                            "A client has one order at most for each of its keys, and none beyond those.",
                            new Finding(keys.size(), unexplained(orders))),
                    new Verdict(
                            "acknowledged-requests-take-effect",
                            "What a client was told is done with an order has been done: paid, cancelled, sent, refunded.",
                            new Finding(done.size(), undone(Effects.read(databases)))));
        }
    }

    private List<String> undone(Effects effects) {
        Map<String, Long> pays = done.stream().filter(line -> line.operation().equals("pay"))
                .collect(Collectors.groupingBy(line -> String.valueOf(line.order()),
                        Collectors.collectingAndThen(Collectors.mapping(Line::key, Collectors.toSet()),
                                keys -> (long) keys.size())));
        return done.stream().filter(line -> !effects.has(line, pays.getOrDefault(String.valueOf(line.order()), 0L)))
                .map(line -> "%s %s of %s was acknowledged, and the order is %s".formatted(line.operation(),
                        line.id() == null ? line.key() : line.id(), line.order(),
                        effects.statuses().getOrDefault(String.valueOf(line.order()), "unknown")))
                .toList();
    }

    private List<String> lost(Orders orders) {
        List<String> lost = new ArrayList<>();
        for (Line line : acknowledged) {
            Long total = orders.totals().get(String.valueOf(line.order()));
            if (total == null) {
                lost.add("%s was acknowledged for key %s and does not exist".formatted(line.order(), line.key()));
            } else if (line.total() != null && !line.total().equals(total)) {
                lost.add("%s costs %d, and %d was acknowledged".formatted(line.order(), total, line.total()));
            }
        }
        return lost;
    }

    private List<String> refusedAndYetThere(Orders orders) {
        return failed.values().stream()
                .filter(line -> orders.ofKeys().containsKey(line.key()))
                .map(line -> "%s exists, and key %s was refused with %d"
                        .formatted(orders.ofKeys().get(line.key()), line.key(), line.status()))
                .toList();
    }

    private List<String> unexplained(Orders orders) {
        Set<String> explained = new HashSet<>();
        Set<String> clients = new HashSet<>(shoppers);
        Map<String, String> told = new LinkedHashMap<>();
        List<String> unexplained = new ArrayList<>();
        for (Line line : acknowledged) {
            String order = String.valueOf(line.order());
            String before = told.putIfAbsent(line.key(), order);
            if (before != null && !before.equals(order)) {
                unexplained.add("%s and %s were acknowledged for one key, %s".formatted(before, order, line.key()));
            }
            explained.add(order);
        }
        keys.stream().filter(orders.ofKeys()::containsKey).map(orders.ofKeys()::get).forEach(explained::add);
        explained.stream().filter(orders.owners()::containsKey).map(orders.owners()::get).forEach(clients::add);
        orders.owners().forEach((order, owner) -> {
            if (clients.contains(owner) && !explained.contains(order)) {
                unexplained.add("%s of shopper %s is of no key in the log".formatted(order, owner));
            }
        });
        return unexplained;
    }

    /**
     * What order-service has.
     *
     * @param totals by order
     * @param owners by order
     * @param ofKeys orders by the keys that they were asked for with
     */
    private record Orders(Map<String, Long> totals, Map<String, String> owners, Map<String, String> ofKeys) {

        static Orders read(ServiceDatabases databases) {
            return new Orders(
                    databases.amounts(Service.ORDER, "select id, total from orders"),
                    databases.pairs(Service.ORDER, "select id, user_id from orders"),
                    databases.pairs(Service.ORDER, """
                            select key, body ->> 'id' from idempotency_record where owner like 'orders:%'"""));
        }
    }

    /**
     * What has been done with orders.
     *
     * @param statuses of orders
     * @param kept orders whose cancellation inventory has refused, as something had left
     * @param paid orders whose money was set aside once
     * @param charges how often the provider was asked for the money of an order
     * @param refunds by id, with their statuses
     * @param returns by id, with their statuses
     */
    private record Effects(Map<String, String> statuses, Set<String> kept, Set<String> paid,
            Map<String, Long> charges, Map<String, String> refunds, Map<String, String> returns) {

        private static final Set<String> SENT = Set.of("SHIPPED", "DELIVERED", "RETURNED");
        private static final Set<String> ARRIVED = Set.of("DELIVERED", "RETURNED");

        static Effects read(ServiceDatabases databases) {
            return new Effects(
                    databases.pairs(Service.ORDER, "select id, status from orders"),
                    databases.ids(Service.ORDER, """
                            select order_id from order_event where type = 'OrderCancellationRefused'"""),
                    databases.ids(Service.PAYMENT, "select order_id from payment where authorisation is not null"),
                    databases.amounts(Service.PAYMENT, """
                            select order_id, count(*) from provider_call where step = 'AUTHORISE' group by order_id"""),
                    databases.pairs(Service.PAYMENT, "select id, status from refund"),
                    databases.pairs(Service.ORDER, "select id, status from order_return"));
        }

        /** @param pays how many payments of the order were acknowledged: once it is paid, another one changes nothing */
        boolean has(Line line, long pays) {
            String order = String.valueOf(line.order());
            String status = statuses.getOrDefault(order, "");
            String id = String.valueOf(line.id());
            return switch (line.operation()) {
                case "pay" -> paid.contains(order) || charges.getOrDefault(order, 0L) >= pays;
                case "cancel" -> status.equals("CANCELLED") || kept.contains(order) || SENT.contains(status);
                case "dispatch" -> SENT.contains(status);
                case "deliver" -> ARRIVED.contains(status);
                case "refund" -> "REFUNDED".equals(refunds.get(id));
                case "return" -> returns.containsKey(id);
                case "receive" -> "REFUNDED".equals(returns.get(id));
                default -> true;
            };
        }
    }
}
