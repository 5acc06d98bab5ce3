package dev.souk.payment.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import dev.souk.payment.PaymentServiceTest;
import dev.souk.payment.Wire;
import dev.souk.payment.client.Signatures;
import dev.souk.payment.intent.OrderId;
import dev.souk.payment.intent.Orders;
import dev.souk.payment.intent.PaymentId;
import dev.souk.payment.intent.PaymentService;
import dev.souk.payment.intent.PaymentState;
import dev.souk.payment.provider.ProviderUnavailable;

/** What anybody may send to the one endpoint that moves payments without a token. */
@PaymentServiceTest
class WebhookTests {

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Orders orders;
    private final Wire wire;
    private OrderId order = new OrderId(UUID.randomUUID());
    private PaymentId payment = new PaymentId(UUID.randomUUID());
    private Wire.Webhook genuine = new Wire.Webhook("", "", "", new byte[0]);

    @Autowired
    WebhookTests(MockMvcTester mvc, JdbcClient jdbc, Clock clock, PaymentService payments, Wire wire) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.clock = clock;
        this.orders = new Orders(payments, jdbc);
        this.wire = wire;
    }

    @BeforeEach
    void aPaymentWhoseAnswersAreLost() {
        order = orders.announce(UUID.randomUUID(), "tok_visa");
        payment = orders.paymentOf(order);
        wire.hold(payment);
        wire.tap(payment, (_, call) -> {
            throw new ProviderUnavailable("lost on the way: " + call.get());
        });
        orders.reserve(order);
        genuine = wire.awaitKept(payment, webhook -> webhook.type().equals("authorise.approved"));
    }

    @AfterEach
    void noCallStaysOpen() {
        wire.pass(payment);
    }

    @Test
    void theWebhookAloneIsEnough() {
        assertThat(post("sandbox", genuine.signature(), genuine.body())).hasStatusOk();

        orders.awaitState(order, PaymentState.AUTHORISED);
        assertThat(orders.said(order)).containsExactly("PaymentReserved");
    }

    @Test
    void aReplayedWebhookIsAnsweredButChangesNothing() {
        assertThat(post("sandbox", genuine.signature(), genuine.body())).hasStatusOk();
        var after = orders.rowOf(order);

        for (int time = 0; time < 3; time++) {
            assertThat(post("sandbox", sign(Wire.SECRET, Duration.ZERO, genuine.body()), genuine.body()))
                    .hasStatusOk();
        }
        assertThat(orders.rowOf(order)).isEqualTo(after);
        assertThat(orders.said(order)).containsExactly("PaymentReserved");
    }

    @Test
    void anotherEventAboutTheSameAnswerChangesNothing() {
        post("sandbox", genuine.signature(), genuine.body());
        var after = orders.rowOf(order);
        var contrary = new String(genuine.body(), UTF_8).replace("\"evt_", "\"evt_again_")
                .replaceAll("\"reference\":\"[^\"]*\"", "\"reference\":null")
                .replace("\"reason\":null", "\"reason\":\"card_declined\"").getBytes(UTF_8);

        assertThat(post("sandbox", sign(Wire.SECRET, Duration.ZERO, contrary), contrary)).hasStatusOk();
        assertThat(orders.rowOf(order)).isEqualTo(after);
    }

    @Test
    void whatIsForgedOldOrIllFormedIsRefusedAndStoresNothing() {
        var before = orders.rowOf(order);
        var forged = new String(genuine.body(), UTF_8).replace("\"evt_", "\"evt_forged_").getBytes(UTF_8);

        Stream.of(post("sandbox", null, genuine.body()), post("sandbox", "nonsense", genuine.body()),
                post("sandbox", genuine.signature(), forged),
                post("sandbox", sign("another secret", Duration.ZERO, genuine.body()), genuine.body()),
                post("sandbox", sign(Wire.SECRET, Duration.ofMinutes(6), genuine.body()), genuine.body()),
                post("sandbox", sign(Wire.SECRET, Duration.ofMinutes(-6), genuine.body()), genuine.body()),
                post("sandbox", sign(Wire.SECRET, Duration.ZERO, "{}".getBytes(UTF_8)), "{}".getBytes(UTF_8)))
                .forEach(answer -> assertThat(answer).hasStatus(400)
                        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON).bodyJson().extractingPath("$.type")
                        .isEqualTo("https://souk.dev/problems/webhook-refused"));
        assertThat(post("sandbox", genuine.signature(), new byte[0])).hasStatus(400);
        assertThat(post("stripe", genuine.signature(), genuine.body())).hasStatus(404);
        assertThat(post("sandbox", genuine.signature(), new byte[2 * 1024 * 1024])).hasStatus(413);

        assertThat(orders.rowOf(order)).isEqualTo(before);
        assertThat(eventsOf(genuine.body())).isZero();
        assertThat(post("sandbox", genuine.signature(), genuine.body())).as("nothing was used up").hasStatusOk();
        assertThat(eventsOf(genuine.body())).isEqualTo(1);
        orders.awaitState(order, PaymentState.AUTHORISED);
    }

    @Test
    void anAnswerToNoCallOfOursIsTakenAndChangesNothing() {
        var foreign = ("{\"id\": \"evt_%s\", \"idempotencyKey\": \"another shop's\", \"reference\": \"auth_1\"}"
                .formatted(UUID.randomUUID())).getBytes(UTF_8);

        assertThat(post("sandbox", sign(Wire.SECRET, Duration.ZERO, foreign), foreign)).hasStatusOk();
    }

    @Test
    void whatIsNotTakenIsSentAgain() {
        var second = orders.announce(UUID.randomUUID(), "tok_answer_lost");
        wire.refuse(orders.paymentOf(second), 3);
        orders.reserve(second);

        orders.awaitState(second, PaymentState.AUTHORISED);
        await().until(() -> wire.leftToRefuse(orders.paymentOf(second)) < 0);
    }

    @Test
    void whatIsTakenIsNotKeptByItsSender() {
        await().until(() -> jdbc.sql("SELECT count(*) FROM sandbox.event WHERE idempotency_key = :key")
                .param("key", genuine.idempotencyKey()).query(Long.class).single() == 0);
    }

    private long eventsOf(byte[] body) {
        return jdbc.sql("SELECT count(*) FROM webhook_event WHERE :body LIKE '%' || event_id || '%'")
                .param("body", new String(body, UTF_8)).query(Long.class).single();
    }

    private String sign(String secret, Duration ago, byte[] body) {
        return Signatures.sign(secret, clock.instant().minus(ago), body);
    }

    private MvcTestResult post(String provider, @Nullable String signature, byte[] body) {
        var request = mvc.post().uri("/api/v1/payments/webhooks/" + provider).contentType(MediaType.APPLICATION_JSON)
                .content(body);
        return (signature == null ? request : request.header("Sandbox-Signature", signature)).exchange();
    }
}
