package dev.souk.payment.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import dev.souk.common.money.Money;
import dev.souk.common.web.test.TestTokens;
import dev.souk.payment.PaymentServiceTest;
import dev.souk.payment.Wire;
import dev.souk.payment.intent.OrderFact;
import dev.souk.payment.intent.OrderId;
import dev.souk.payment.intent.Orders;
import dev.souk.payment.intent.PaymentId;
import dev.souk.payment.intent.PaymentService;
import dev.souk.payment.intent.PaymentState;
import dev.souk.payment.provider.ProviderAnswer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PaymentServiceTest
class PaymentApiTests {

    private final MockMvcTester mvc;
    private final PaymentService payments;
    private final Orders orders;
    private final Wire wire;
    private final String operator = TestTokens.operator().bearer();
    private final UUID shopperId = UUID.randomUUID();
    private final String shopper = TestTokens.shopper(shopperId).bearer();
    private final String stranger = TestTokens.shopper(UUID.randomUUID()).bearer();

    @Autowired
    PaymentApiTests(MockMvcTester mvc, PaymentService payments, JdbcClient jdbc, Wire wire) {
        this.mvc = mvc;
        this.payments = payments;
        this.wire = wire;
        this.orders = new Orders(payments, jdbc);
    }

    @Test
    void theOwnerAndOperatorsSeeThePayment() {
        var order = orders.place(shopperId, null);

        assertThat(paymentOf(order, shopper)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"orderId": "%s", "status": "REQUESTED", "amount": {"amount": 2598, "currency": "USD"},
                 "captured": {"amount": 0, "currency": "USD"}, "refunded": {"amount": 0, "currency": "USD"},
                 "triesLeft": 3}""".formatted(order));
        assertThat(paymentOf(order, operator)).hasStatusOk();
    }

    @Test
    void anotherShoppersPaymentIsNotThere() {
        var order = orders.place(shopperId, null);
        var payment = json(paymentOf(order, shopper)).at("/id").asString();

        assertThat(paymentOf(order, stranger)).hasStatus(404).hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .hasHeader("Retry-After", "1");
        assertThat(get("/api/v1/payments/" + payment + "/refunds", stranger)).hasStatus(404)
                .doesNotContainHeader("Retry-After");
        assertThat(pay(payment, stranger, "k", "{\"token\": \"tok_visa\"}")).hasStatus(404);
        assertThat(pay(payment, operator, "k", "{\"token\": \"tok_visa\"}")).hasStatus(404);
        assertThat(paymentOf(new OrderId(UUID.randomUUID()), operator)).as("or not yet").hasStatus(404)
                .hasHeader("Retry-After", "1");
        assertThat(mvc.get().uri("/api/v1/orders/{order}/payment", order)).hasStatus(401);
    }

    @Test
    void aTombstoneIsNobodysPayment() {
        var order = new OrderId(UUID.randomUUID());
        payments.take(List.of(new OrderFact.Cancelled(order)));

        assertThat(paymentOf(order, operator)).hasStatus(404);
    }

    @Test
    void aShopperPaysLaterAndMayTryAgain() {
        var order = orders.place(shopperId, null);
        var payment = json(paymentOf(order, shopper)).at("/id").asString();

        assertThat(pay(payment, shopper, "first", "{\"token\": \"tok_declined\"}")).hasStatus(202)
                .hasHeader("Location", "/api/v1/orders/" + order + "/payment");
        await().untilAsserted(() -> assertThat(paymentOf(order, shopper)).bodyJson().isLenientlyEqualTo(
                "{\"status\": \"DECLINED\", \"declineReason\": \"card_declined\", \"triesLeft\": 2}"));
        assertThat(pay(payment, shopper, "first", "{\"token\": \"tok_declined\"}")).as("the same answer, no second try")
                .hasStatus(202);
        assertThat(paymentOf(order, shopper)).bodyJson().extractingPath("$.triesLeft").isEqualTo(2);

        assertThat(pay(payment, shopper, "second", "{\"token\": \"tok_visa\"}")).hasStatus(202);
        orders.awaitState(order, PaymentState.AUTHORISED);
        assertThat(pay(payment, shopper, "third", "{\"token\": \"tok_visa\"}")).hasStatus(202).bodyJson()
                .extractingPath("$.status").isEqualTo("AUTHORISED");
        assertThat(orders.booked(order)).hasSize(1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        var payment = json(paymentOf(orders.place(shopperId, null), shopper)).at("/id").asString();
        pay(payment, shopper, "once", "{\"token\": \"tok_visa\"}");

        assertThat(pay(payment, shopper, "once", "{\"token\": \"tok_declined\"}")).hasStatus(422);
    }

    @Test
    void payingNeedsAKey() {
        var payment = json(paymentOf(orders.place(shopperId, null), shopper)).at("/id").asString();

        assertThat(pay(payment, shopper, null, "{\"token\": \"tok_visa\"}")).hasStatus(400);
    }

    @Test
    void itIsTooEarlyOrTooLateToPay() {
        var early = new OrderId(UUID.randomUUID());
        payments.take(List.of(
                new OrderFact.Created(early, shopperId, Orders.TOTAL, null, Instant.now().plusSeconds(60))));
        var payment = json(paymentOf(early, shopper)).at("/id").asString();
        assertThat(pay(payment, shopper, "early", "{\"token\": \"tok_visa\"}")).hasStatus(409)
                .hasHeader("Retry-After", "1");

        orders.cancel(early);
        assertThat(pay(payment, shopper, "late", "{\"token\": \"tok_visa\"}")).hasStatus(409)
                .doesNotContainHeader("Retry-After");
        assertThat(orders.booked(early)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"token\": null}", "{\"token\": \"\"}", "{\"token\": \"4111111111111111\"}",
            "{\"token\": \"tok_visa\", \"amount\": 1}", "{\"token\": 7}", "["})
    void aBadMethodIsRefused(String body) {
        var order = orders.place(shopperId, null);
        var payment = json(paymentOf(order, shopper)).at("/id").asString();

        assertThat(pay(payment, shopper, "bad", body)).hasStatus(400)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(paymentOf(order, shopper)).bodyJson().extractingPath("$.triesLeft").isEqualTo(3);
    }

    @Test
    void anOperatorRefundsInPartsButNeverMoreThanWasTaken() {
        var order = orders.place(shopperId, "tok_visa");
        orders.ship(order);
        var payment = orders.awaitState(order, PaymentState.CAPTURED);

        var refund = refund(payment, operator, "part", refundOf(1000, "USD"));
        assertThat(refund).hasStatus(201).bodyJson().extractingPath("$.status").isEqualTo("PENDING");
        assertThat(refund(payment, operator, "part", refundOf(1000, "USD"))).hasStatus(201).bodyJson()
                .extractingPath("$.id").isEqualTo(json(refund).at("/id").asString());
        await().untilAsserted(() -> assertThat(paymentOf(order, shopper)).bodyJson().isLenientlyEqualTo(
                "{\"status\": \"PARTIALLY_REFUNDED\", \"refunded\": {\"amount\": 1000, \"currency\": \"USD\"}}"));
        assertThat(get(String.valueOf(refund.getResponse().getHeader("Location")), shopper)).hasStatusOk().bodyJson()
                .extractingPath("$.status").isEqualTo("REFUNDED");

        assertThat(refund(payment, operator, "greedy", refundOf(1599, "USD"))).hasStatus(422);
        assertThat(refund(payment, operator, "foreign", refundOf(1, "EUR"))).hasStatus(422);
        assertThat(refund(payment, operator, null, refundOf(1, "USD"))).hasStatus(400);
        assertThat(refund(payment, shopper, "mine", refundOf(1, "USD"))).hasStatus(403);
        assertThat(refund(new PaymentId(UUID.randomUUID()), operator, "none", refundOf(1, "USD"))).hasStatus(404);
        assertThat(orders.booked(order)).extracting(Orders.Booked::refunded).containsExactly(1000L);
    }

    @Test
    void whoMovedMoneyIsWrittenDownForOperators() {
        var ann = UUID.randomUUID();
        var annsToken = TestTokens.person(ann, "OPERATOR").bearer();
        var order = orders.place(shopperId, "tok_capture_fails");
        orders.ship(order);
        await().untilAsserted(() -> assertThat(paymentOf(order, operator)).bodyJson()
                .extractingPath("$.refusal.times").isEqualTo(3));
        orders.mend(order);
        var payment = orders.paymentOf(order);
        capture(payment.toString(), annsToken, "who");
        orders.awaitState(order, PaymentState.CAPTURED);
        refund(payment, annsToken, "who", refundOf(10, "USD"));
        refund(payment, operator, "else", refundOf(20, "USD"));
        orders.awaitRefunded(order, 30);
        var refunds = "/api/v1/payments/" + payment + "/refunds";

        assertThat(paymentOf(order, operator)).bodyJson().extractingPath("$.captureRequestedBy")
                .isEqualTo(ann.toString());
        var first = json(get(refunds + "?size=1", operator));
        assertThat(first.at("/items/0/requestedBy").asString()).isEqualTo(ann.toString());
        assertThat(first.at("/items/0/amount/amount").asLong()).isEqualTo(10);
        assertThat(json(get(refunds + "?size=1&cursor=" + first.at("/nextCursor").asString(), operator))
                .at("/items/0/amount/amount").asLong()).isEqualTo(20);
        assertThat(paymentOf(order, shopper)).bodyJson().doesNotHavePath("$.captureRequestedBy");
        assertThat(get(refunds, shopper)).hasStatusOk().bodyJson().doesNotHavePath("$.items[0].requestedBy")
                .extractingPath("$.items.length()").isEqualTo(2);
    }

    @Test
    void anOperatorGivesOnceWhatTheProviderRefusedToGiveForAReturn() {
        var order = orders.place(shopperId, "tok_visa");
        orders.ship(order);
        var payment = orders.awaitState(order, PaymentState.CAPTURED);
        var returned = new OrderFact.Returned(order, UUID.randomUUID(), Money.of(1000, "USD"));
        wire.tap(payment, (_, _) -> new ProviderAnswer.Refused("try_tomorrow"));
        payments.take(List.of(returned));
        await().untilAsserted(() -> assertThat(paymentOf(order, shopper)).bodyJson()
                .extractingPath("$.refusal.step").isEqualTo("REFUND"));
        wire.pass(payment);

        assertThat(refund(payment, operator, "no name", refundOf(1000, "USD"))).hasStatus(422).bodyJson()
                .extractingPath("$.detail").asString().contains(returned.returnId().toString());
        assertThat(refund(payment, operator, "another", refundFor(UUID.randomUUID(), 900))).hasStatus(422);
        assertThat(refund(payment, operator, "more", refundFor(returned.returnId(), 1001))).as("than it is worth")
                .hasStatus(422);
        assertThat(orders.openCalls(order)).isZero();
        var refund = refund(payment, operator, "by hand", refundFor(returned.returnId(), 900));
        assertThat(refund).hasStatus(201).bodyJson().isLenientlyEqualTo(
                "{\"status\": \"PENDING\", \"reason\": \"by hand\", \"returnId\": \"%s\"}"
                        .formatted(returned.returnId()));
        orders.awaitRefunded(order, 900);
        payments.take(List.of(returned));

        assertThat(get(String.valueOf(refund.getResponse().getHeader("Location")), shopper)).bodyJson()
                .isLenientlyEqualTo(
                        "{\"status\": \"REFUNDED\", \"reason\": \"by hand\", \"amount\": {\"amount\": 900}}");
        assertThat(orders.booked(order)).extracting(Orders.Booked::refunded).containsExactly(900L);
        assertThat(orders.openCalls(order)).isZero();
        assertThat(orders.said(order)).endsWith("PaymentCaptured", "PaymentRefunded", "PaymentRefunded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"amount\": {\"amount\": 0, \"currency\": \"USD\"}, \"reason\": \"r\"}",
            "{\"amount\": {\"amount\": -1, \"currency\": \"USD\"}, \"reason\": \"r\"}",
            "{\"amount\": {\"amount\": 1.5, \"currency\": \"USD\"}, \"reason\": \"r\"}",
            "{\"amount\": {\"amount\": 99999999999999999999, \"currency\": \"USD\"}, \"reason\": \"r\"}",
            "{\"amount\": {\"amount\": 1, \"currency\": \"QQQ\"}, \"reason\": \"r\"}",
            "{\"amount\": {\"amount\": 1}, \"reason\": \"r\"}",
            "{\"amount\": {\"amount\": 1, \"currency\": \"USD\"}, \"reason\": \" \"}"})
    void aBadRefundIsRefused(String body) {
        assertThat(refund(new PaymentId(UUID.randomUUID()), operator, "bad", body)).hasStatus(400)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void nothingIsRefundedBeforeItWasTaken() {
        var order = orders.place(shopperId, "tok_visa");
        var payment = orders.awaitState(order, PaymentState.AUTHORISED);

        assertThat(refund(payment, operator, "early", refundOf(1, "USD"))).hasStatus(409);
    }

    @Test
    void anOperatorCapturesAgainWhatWasRefusedAfterMendingIt() {
        var order = orders.place(shopperId, "tok_capture_fails");
        orders.ship(order);
        await().untilAsserted(() -> assertThat(paymentOf(order, shopper)).bodyJson().isLenientlyEqualTo("""
                {"status": "AUTHORISED", "captured": {"amount": 0, "currency": "USD"},
                 "refusal": {"step": "CAPTURE", "reason": "capture_failed", "times": 3}}"""));
        assertThat(paymentOf(order, shopper)).bodyJson().doesNotHavePath("$.refusal.nextTryAt");
        var payment = json(paymentOf(order, shopper)).at("/id").asString();

        orders.mend(order);
        for (int time = 0; time < 3; time++) {
            assertThat(capture(payment, operator, "again")).hasStatus(202)
                    .hasHeader("Location", "/api/v1/orders/" + order + "/payment").bodyJson()
                    .extractingPath("$.captured.amount").isEqualTo(0);
        }
        orders.awaitState(order, PaymentState.CAPTURED);
        assertThat(paymentOf(order, shopper)).bodyJson().doesNotHavePath("$.refusal");
        assertThat(capture(payment, operator, "once more")).hasStatus(202).bodyJson().extractingPath("$.status")
                .isEqualTo("CAPTURED");
        assertThat(orders.asked(order)).as("one authorisation, three refused captures, one that succeeds").isEqualTo(5);
        assertThat(orders.ledger(order)).isEqualTo(Orders.TOTAL.amount());
    }

    @Test
    void onlyOperatorsCaptureAndOnlyWhatIsDue() {
        var order = orders.place(shopperId, "tok_visa");
        var payment = orders.awaitState(order, PaymentState.AUTHORISED).toString();

        assertThat(capture(payment, operator, "early")).hasStatus(409).bodyJson().extractingPath("$.type")
                .isEqualTo("https://souk.dev/problems/not-capturable");
        assertThat(capture(payment, shopper, "mine")).hasStatus(403);
        assertThat(capture(payment, operator, null)).hasStatus(400);
        assertThat(capture(UUID.randomUUID().toString(), operator, "none")).hasStatus(404);
        assertThat(orders.asked(order)).isEqualTo(1);
    }

    @Test
    void operatorsReadTheLedger() {
        var order = orders.place(shopperId, "tok_visa");
        orders.ship(order);
        orders.awaitState(order, PaymentState.CAPTURED);

        var page = json(get("/api/v1/ledger/entries?size=1", operator));
        assertThat(page.at("/items").size()).isEqualTo(1);
        var next = json(get("/api/v1/ledger/entries?size=1&cursor=" + page.at("/nextCursor").asString(), operator));
        assertThat(next.at("/items/0/id").asLong()).isLessThan(page.at("/items/0/id").asLong());
        assertThat(get("/api/v1/ledger/accounts", operator)).hasStatusOk().bodyJson()
                .extractingPath("$.items[*].code").asArray().contains("PROVIDER", "SALES");
        assertThat(get("/api/v1/ledger/accounts", shopper)).hasStatus(403);
        assertThat(get("/api/v1/ledger/entries", shopper)).hasStatus(403);
    }

    private static String refundOf(long amount, String currency) {
        return "{\"amount\": {\"amount\": %d, \"currency\": \"%s\"}, \"reason\": \"scratched\"}".formatted(amount,
                currency);
    }

    private static String refundFor(UUID returnId, long amount) {
        return "{\"amount\": {\"amount\": %d, \"currency\": \"USD\"}, \"reason\": \"by hand\", \"returnId\": \"%s\"}"
                .formatted(amount, returnId);
    }

    private MvcTestResult paymentOf(OrderId order, String token) {
        return get("/api/v1/orders/" + order + "/payment", token);
    }

    private MvcTestResult pay(String payment, String token, @Nullable String key, String body) {
        return post("/api/v1/payments/" + payment + "/pay", token, key, body);
    }

    private MvcTestResult refund(PaymentId payment, String token, @Nullable String key, String body) {
        return post("/api/v1/payments/" + payment + "/refunds", token, key, body);
    }

    private MvcTestResult capture(String payment, String token, @Nullable String key) {
        return post("/api/v1/payments/" + payment + "/capture", token, key, "");
    }

    private MvcTestResult get(String uri, String token) {
        return mvc.get().uri(uri).header("Authorization", token).exchange();
    }

    private MvcTestResult post(String uri, String token, @Nullable String key, String body) {
        var request = mvc.post().uri(uri).header("Authorization", token).contentType(MediaType.APPLICATION_JSON)
                .content(body);
        return (key == null ? request : request.header("Idempotency-Key", key)).exchange();
    }

    private static JsonNode json(MvcTestResult result) {
        return JsonMapper.shared().readTree(result.getResponse().getContentAsByteArray());
    }
}
