package dev.souk.payment.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import dev.souk.payment.PaymentServiceTest;
import dev.souk.payment.intent.PaymentService.Answered;
import dev.souk.payment.provider.ProviderAnswer;

@PaymentServiceTest
class CallBookTests {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final CallBook calls;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ProviderWorker worker;
    private final UUID payment = UUID.randomUUID();

    @Autowired
    CallBookTests(CallBook calls, JdbcClient jdbc, TransactionTemplate transaction, ProviderWorker worker) {
        this.calls = calls;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.worker = worker;
    }

    @BeforeEach
    void nobodyMakesTheCallsOfThisPayment() {
        worker.stop();
        closeAll();
        jdbc.sql("""
                INSERT INTO payment (id, order_id, state, remembered, created_at, updated_at)
                VALUES (:id, :id, 'UNKNOWN', '{}', now(), now())""").param("id", payment).update();
    }

    @AfterEach
    void theWorkerGoesOn() {
        closeAll();
        worker.start();
    }

    private void closeAll() {
        jdbc.sql("""
                UPDATE provider_call SET answered_at = now(), outcome = 'REFUSED', token = NULL
                WHERE answered_at IS NULL""").update();
    }

    @Test
    void twoInstancesNeverTakeTheSameCall() {
        write(10);
        var taken = new ArrayList<UUID>();

        transaction.executeWithoutResult(_ -> {
            taken.addAll(ids(calls.lease("sandbox", 4, LEASE)));
            // nor does the second one wait for the first one's transaction
            taken.addAll(CompletableFuture.supplyAsync(() -> ids(calls.lease("sandbox", 100, LEASE))).join());
        });

        assertThat(taken).hasSize(10).doesNotHaveDuplicates();
        assertThat(calls.lease("sandbox", 100, LEASE)).isEmpty();
    }

    @Test
    void whatADeadInstanceLeftIsTakenAfterTheLease() {
        write(1);
        calls.lease("sandbox", 1, LEASE);

        assertThat(calls.lease("sandbox", 1, LEASE)).isEmpty();
        pass(LEASE);
        assertThat(calls.lease("sandbox", 1, LEASE)).singleElement().extracting(CallBook.Due::asked).isEqualTo(2);
    }

    @Test
    void aCallIsMadeToTheProviderThatItIsFor() {
        write(1);

        assertThat(calls.lease("another", 1, LEASE)).isEmpty();
        assertThat(calls.lease("sandbox", 1, LEASE)).hasSize(1);
    }

    @Test
    void aCallWithoutAnAnswerWaitsForItsPause() {
        write(1);
        var call = calls.lease("sandbox", 1, LEASE).getFirst().call();

        calls.askAgain(call, Duration.ofSeconds(8));

        pass(Duration.ofSeconds(1));
        assertThat(calls.lease("sandbox", 1, LEASE)).isEmpty();
        pass(Duration.ofSeconds(7));
        assertThat(calls.lease("sandbox", 1, LEASE)).hasSize(1);
    }

    @Test
    void onlyTheFirstAnswerCounts() {
        var call = write(1).getFirst();

        var first = new Answered(call, new ProviderAnswer.Approved("auth_1"));

        assertThat(calls.close(List.of(first))).containsExactly(first);
        assertThat(calls.close(List.of(new Answered(call, new ProviderAnswer.Refused("late"))))).isEmpty();
        assertThat(calls.lease("sandbox", 1, LEASE)).isEmpty();
    }

    /** A call is made again when its lease runs out while its answer waits to be stored. */
    @Test
    void ofTwoAnswersThatAreStoredTogetherTheFirstCounts() {
        var call = write(1).getFirst();
        var first = new Answered(call, new ProviderAnswer.Refused("try_tomorrow"));

        assertThat(calls.close(List.of(first, new Answered(call, new ProviderAnswer.Refused("late")))))
                .containsExactly(first);
        assertThat(jdbc.sql("SELECT detail FROM provider_call WHERE id = :id").param("id", call.id())
                .query(String.class).single()).isEqualTo("try_tomorrow");
    }

    @Test
    void theMethodIsForgottenWithTheAnswer() {
        var call = write(1).getFirst();
        assertThat(tokenOf(call)).contains("tok_visa");

        calls.close(List.of(new Answered(call, new ProviderAnswer.Approved("auth_1"))));

        assertThat(tokenOf(call)).isEmpty();
    }

    /** As if everything had been written that much earlier. */
    private void pass(Duration time) {
        jdbc.sql(
                "UPDATE provider_call SET next_ask_at = next_ask_at - make_interval(secs => :time) WHERE answered_at IS NULL")
                .param("time", time.toSeconds()).update();
    }

    private Optional<String> tokenOf(ProviderCall call) {
        return jdbc.sql("SELECT token FROM provider_call WHERE id = :id AND token IS NOT NULL").param("id", call.id())
                .query(String.class).optional();
    }

    private List<ProviderCall> write(int count) {
        var written = IntStream.rangeClosed(1, count)
                .mapToObj(number -> ProviderCall.number(number, new PaymentId(payment),
                        new OrderId(payment), Step.AUTHORISE, Orders.TOTAL, "tok_visa", null, null))
                .toList();
        calls.write(written);
        return written;
    }

    private static List<UUID> ids(List<CallBook.Due> due) {
        return due.stream().map(it -> it.call().id()).toList();
    }
}
