package dev.souk.local.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.local.Pauses;
import dev.souk.local.Service;
import dev.souk.local.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientLogTests {

    private static final TestDatabases DATABASES = new TestDatabases();

    private final UUID shopper = UUID.randomUUID();

    @TempDir
    private Path directory;

    @BeforeAll
    static void migrate() {
        DATABASES.create(List.of(Service.ORDER, Service.PAYMENT));
    }

    @AfterAll
    static void drop() {
        DATABASES.close();
    }

    @BeforeEach
    void nothing() {
        DATABASES.run(Service.ORDER, "truncate orders, order_event, idempotency_record cascade");
        DATABASES.run(Service.PAYMENT, "delete from provider_call; delete from refund; delete from payment");
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
                line("cancel", "k5", "FAILED", untold, null, 409))).isEmpty();
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

    /** He has no acknowledged order by which he would be known. */
    @Test
    void anOrderOfAShopperWhoWasOnlyRefusedIsFound() {
        orderWithoutKey(shopper, 3998);

        assertThat(broken("""
                {"operation": "place", "key": "k1", "stage": "FAILED", "status": 422, "shopper": "%s"}"""
                .formatted(shopper))).containsExactly("one-order-for-one-key");
    }

    @ParameterizedTest
    @CsvSource({
            "cancel,   CONFIRMED, CANCELLED",
            "dispatch, CONFIRMED, SHIPPED",
            "deliver,  SHIPPED,   DELIVERED",
            "deliver,  SHIPPED,   RETURNED"})
    void anOrderThatIsNotWhatWasAcknowledgedIsFound(String operation, String before, String after) {
        UUID order = order("k1", 3998);
        DATABASES.run(Service.ORDER, "update orders set status = '%s'".formatted(before));
        assertThat(broken(done(operation, order, null))).containsExactly("acknowledged-requests-take-effect");

        DATABASES.run(Service.ORDER,
                "update orders set status = '%s', cancellation_reason = 'UNPAID'".formatted(after));
        assertThat(broken(done(operation, order, null))).isEmpty();
    }

    @Test
    void aCancellationThatInventoryHasRefusedIsInOrder() {
        UUID order = order("k1", 3998);
        DATABASES.run(Service.ORDER, """
                update orders set status = 'CONFIRMED';
                insert into order_event (order_id, version, type, data, occurred_at)
                values ('%s', 5, 'OrderCancellationRefused', '{}', now())""".formatted(order));

        assertThat(broken(done("cancel", order, null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"return", "receive"})
    void anAcknowledgedReturnThatIsLostIsFound(String operation) {
        UUID order = order("k1", 3998);
        UUID id = UUID.randomUUID();
        assertThat(broken(done(operation, order, id))).containsExactly("acknowledged-requests-take-effect");

        DATABASES.run(Service.ORDER,
                """
                        insert into order_return (id, order_id, user_id, status, currency, refund, refunded, requested_at, changed_at)
                        values ('%s', '%s', '%s', 'REFUNDED', 'USD', 10, 10, now(), now())"""
                        .formatted(id, order, shopper));
        assertThat(broken(done(operation, order, id))).isEmpty();
    }

    @Test
    void aReturnThatWasReceivedAndIsNotRefundedIsFound() {
        UUID order = order("k1", 3998);
        UUID id = UUID.randomUUID();
        DATABASES.run(Service.ORDER, """
                insert into order_return (id, order_id, user_id, status, currency, refund, requested_at, changed_at)
                values ('%s', '%s', '%s', 'RECEIVED', 'USD', 10, now(), now())""".formatted(id, order, shopper));

        assertThat(broken(done("return", order, id))).isEmpty();
        assertThat(broken(done("receive", order, id))).containsExactly("acknowledged-requests-take-effect");
    }

    @Test
    void anAcknowledgedRefundThatIsLostOrNeverPaidIsFound() {
        UUID order = order("k1", 3998);
        UUID id = UUID.randomUUID();
        assertThat(broken(done("refund", order, id))).as("lost").containsExactly("acknowledged-requests-take-effect");

        DATABASES.run(Service.PAYMENT, """
                insert into payment (id, order_id, state, remembered, created_at, updated_at)
                values ('%1$s', '%1$s', 'CAPTURED', '{}', now(), now());
                insert into refund (id, payment_id, amount, currency, reason, status, requested_at)
                values ('%2$s', '%1$s', 500, 'USD', 'scratched', 'PENDING', now())""".formatted(order, id));
        assertThat(broken(done("refund", order, id))).as("never paid")
                .containsExactly("acknowledged-requests-take-effect");

        DATABASES.run(Service.PAYMENT, "update refund set status = 'REFUNDED'");
        assertThat(broken(done("refund", order, id))).isEmpty();
    }

    @Test
    void anAcknowledgedPaymentThatTheProviderWasNeverAskedForIsFound() {
        UUID order = order("k1", 3998);
        assertThat(broken(done("pay", order, null))).containsExactly("acknowledged-requests-take-effect");

        DATABASES.run(Service.PAYMENT,
                """
                        insert into payment (id, order_id, state, remembered, created_at, updated_at)
                        values ('%1$s', '%1$s', 'PAYABLE', '{}', now(), now());
                        insert into provider_call (id, payment_id, order_id, idempotency_key, step, amount, currency, written_at,
                                                   next_ask_at)
                        values ('%1$s', '%1$s', '%1$s', 'key', 'AUTHORISE', 3998, 'USD', now(), now())"""
                        .formatted(order));
        assertThat(broken(done("pay", order, null))).isEmpty();
    }

    @Test
    void aSecondPaymentThatWasAcknowledgedAndIsLostIsFound() {
        UUID order = order("k1", 3998);
        String[] paidTwice = {done("pay", order, null), done("pay", order, null).replace("k9", "k10")};
        DATABASES.run(Service.PAYMENT,
                """
                        insert into payment (id, order_id, state, remembered, created_at, updated_at)
                        values ('%1$s', '%1$s', 'PAYABLE', '{}', now(), now());
                        insert into provider_call (id, payment_id, order_id, idempotency_key, step, amount, currency, written_at,
                                                   next_ask_at, answered_at, outcome)
                        values ('%1$s', '%1$s', '%1$s', 'key', 'AUTHORISE', 3998, 'USD', now(), now(), now(), 'REFUSED')"""
                        .formatted(order));
        assertThat(broken(paidTwice)).as("the first was refused").containsExactly("acknowledged-requests-take-effect");
        assertThat(broken(paidTwice[0], paidTwice[0])).as("the same once more").isEmpty();

        DATABASES.run(Service.PAYMENT, """
                update payment set state = 'AUTHORISED', authorisation = 'auth-1', amount = 3998, currency = 'USD'""");
        assertThat(broken(paidTwice)).as("it was paid already").isEmpty();
    }

    /** The three requests of a shopper who asks twice at the same moment, and once more, may be written down in any order. */
    @Test
    void aRefusalBesideARequestOfTheSameKeyThatMayHaveTakenEffectPromisesNothing() {
        UUID order = order("k1", 3998);
        order("k2", 3998);

        assertThat(broken(
                line("place", "k1", "ACKNOWLEDGED", order, 3998L, 201),
                line("place", "k1", "FAILED", null, null, 422),
                line("place", "k2", "UNKNOWN", null, null, 0),
                line("place", "k2", "FAILED", null, null, 422))).isEmpty();
    }

    @Test
    void whatWasAcknowledgedAndIsDoneALittleLaterIsInOrder() throws InterruptedException {
        UUID order = order("k1", 3998);
        DATABASES.run(Service.ORDER, "update orders set status = 'CANCELLING'");
        Thread inventory = Thread.startVirtualThread(() -> {
            Pauses.of(Duration.ofMillis(700));
            DATABASES.run(Service.ORDER, "update orders set status = 'CANCELLED', cancellation_reason = 'BY_SHOPPER'");
        });

        assertThat(broken(Duration.ofMinutes(1), done("cancel", order, null))).isEmpty();
        inventory.join();
    }

    private static String done(String operation, UUID order, @Nullable UUID id) {
        return """
                {"operation": "%s", "key": "k9", "stage": "ACKNOWLEDGED", "order": "%s", "id": %s, "status": 200}"""
                .formatted(operation, order, id == null ? null : "\"" + id + "\"");
    }

    @Test
    void aLineThatIsNoneIsNamed() {
        assertThatThrownBy(() -> broken(line("place", "k1", "UNKNOWN", null, null, 0), "gone"))
                .isInstanceOf(UserError.class).hasMessageContaining("Line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "null", "", "[]", "{\"key\": \"k1\", \"stage\": \"UNKNOWN\"}",
            "{\"operation\": \"place\", \"stage\": \"UNKNOWN\"}", "{\"operation\": \"place\", \"key\": \"k1\"}"})
    void aLineThatSaysTooLittleIsNamed(String line) {
        assertThatThrownBy(() -> broken(line)).isInstanceOf(UserError.class).hasMessageContaining("Line 1");
    }

    private List<String> broken(String... lines) {
        return broken(Duration.ZERO, lines);
    }

    private List<String> broken(Duration settling, String... lines) {
        try {
            Path file = Files.write(directory.resolve("log.jsonl"), List.of(lines));
            return ClientLog.read(file).check(DATABASES::address, settling).stream()
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
