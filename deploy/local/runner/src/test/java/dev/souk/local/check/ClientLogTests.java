package dev.souk.local.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.local.Service;
import dev.souk.local.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientLogTests {

    private static final TestDatabases DATABASES = new TestDatabases();

    private final UUID shopper = UUID.randomUUID();

    @TempDir
    private Path directory;

    @BeforeAll
    static void migrate() {
        DATABASES.create(List.of(Service.ORDER));
    }

    @AfterAll
    static void drop() {
        DATABASES.close();
    }

    @BeforeEach
    void nothing() {
        DATABASES.run(Service.ORDER, "truncate orders, idempotency_record cascade");
    }

    @Test
    void nothingIsBrokenWhenClientsWereToldTheTruth() {
        UUID told = order("k1", 3998);
        UUID untold = order("k2", 1999);
        order(UUID.randomUUID(), "of somebody else", 5);

        assertThat(broken(
                line("place", "k1", "INVOKED", null, null, 0),
                line("place", "k1", "ACKNOWLEDGED", told, 3998L, 201),
                line("place", "k2", "UNKNOWN", null, null, 0),
                line("place", "k3", "UNKNOWN", null, null, 503),
                line("place", "k4", "FAILED", null, null, 422),
                line("cancel", "k5", "ACKNOWLEDGED", untold, null, 200))).isEmpty();
    }

    @Test
    void anAcknowledgedOrderThatIsLostIsFound() {
        assertThat(broken(line("place", "k1", "ACKNOWLEDGED", UUID.randomUUID(), null, 201)))
                .containsExactly("acknowledged-orders-exist");
    }

    @Test
    void anotherTotalThanTheAcknowledgedOneIsFound() {
        assertThat(broken(line("place", "k1", "ACKNOWLEDGED", order("k1", 3998), 1999L, 201)))
                .containsExactly("acknowledged-orders-exist");
    }

    @Test
    void aRefusedOrderThatExistsIsFound() {
        order("k1", 3998);

        assertThat(broken(line("place", "k1", "FAILED", null, null, 422)))
                .containsExactly("refused-orders-do-not-exist");
    }

    @Test
    void aSecondOrderForOneKeyIsFoundWhetherItWasToldOrNot() {
        UUID told = order("k1", 3998);
        UUID twin = orderWithoutKey(shopper, 3998);

        assertThat(broken(line("place", "k1", "ACKNOWLEDGED", told, null, 201)))
                .containsExactly("one-order-for-one-key");
        assertThat(broken(
                line("place", "k1", "ACKNOWLEDGED", told, null, 201),
                line("place", "k1", "ACKNOWLEDGED", twin, null, 201))).containsExactly("one-order-for-one-key");
    }

    @Test
    void aLineThatIsNoneIsNamed() {
        assertThatThrownBy(() -> broken(line("place", "k1", "UNKNOWN", null, null, 0), "gone"))
                .isInstanceOf(UserError.class).hasMessageContaining("Line 2");
    }

    private List<String> broken(String... lines) {
        try {
            Path file = Files.write(directory.resolve("log.jsonl"), List.of(lines));
            return ClientLog.read(file).check(DATABASES::address).stream()
                    .filter(verdict -> !verdict.finding().holds()).map(Checker.Verdict::rule).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(String operation, String key, String stage, @Nullable UUID order,
            @Nullable Long total, int status) {
        return """
                {"operation": "%s", "key": "%s", "stage": "%s", "order": %s, "total": %s, "status": %d, "at": "now"}"""
                .formatted(operation, key, stage, order == null ? null : "\"" + order + "\"", total, status);
    }

    private UUID order(String key, long total) {
        return order(shopper, key, total);
    }

    private static UUID order(UUID owner, String key, long total) {
        UUID id = orderWithoutKey(owner, total);
        DATABASES.run(Service.ORDER, """
                insert into idempotency_record (owner, key, request_hash, status, body, created_at)
                values ('orders:%s', '%s', '', 201, '{"id": "%s"}', now())""".formatted(owner, key, id));
        return id;
    }

    private static UUID orderWithoutKey(UUID owner, long total) {
        UUID id = UUID.randomUUID();
        DATABASES.run(Service.ORDER,
                """
                        insert into orders (id, user_id, status, version, currency, total, awaits_others, created_at, expires_at,
                                            changed_at)
                        values ('%s', '%s', 'PENDING', 1, 'USD', %d, true, now(), now(), now())"""
                        .formatted(id, owner, total));
        return id;
    }
}
