package dev.souk.payment.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.souk.common.money.Money;
import dev.souk.payment.provider.ProviderAnswer.Approved;
import dev.souk.payment.provider.ProviderAnswer.Refused;
import dev.souk.payment.provider.ProviderMisconfigured;
import dev.souk.payment.provider.ProviderUnavailable;
import dev.souk.payment.provider.StatementLine;

/** What is sent to Stripe, and what is made of its answers, on the answers that its reference shows. */
class StripeProviderTests {

    private static final Money AMOUNT = Money.of(2598, "USD");

    private final Queue<Reply> replies = new ArrayDeque<>();
    private final List<Request> requests = new ArrayList<>();
    private final HttpServer server = server();
    private final StripeProvider stripe = new StripeProvider("sk_test_1",
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Duration.ofSeconds(2),
            Duration.ofMillis(500));

    /** @param body null when there is to be no answer */
    private record Reply(int status, @Nullable String body) {}

    private record Request(String line, @Nullable String key, @Nullable String authorization, String body) {}

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException cannotListen) {
            throw new IllegalStateException(cannotListen);
        }
    }

    @BeforeEach
    void start() {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            requests.add(new Request(exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    headers.getFirst("Idempotency-Key"), headers.getFirst("Authorization"),
                    URLDecoder.decode(new String(exchange.getRequestBody().readAllBytes(), UTF_8), UTF_8)));
            var reply = replies.remove();
            if (reply.body() != null) {
                var body = reply.body().getBytes(UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(reply.status(), body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private void replies(int status, String body) {
        replies.add(new Reply(status, body));
    }

    private static String intent(String status) {
        return """
                {"id": "pi_1", "object": "payment_intent", "amount": 2598, "currency": "usd", "status": "%s",
                 "latest_charge": "ch_1"}""".formatted(status);
    }

    private static String error(String fields) {
        return "{\"error\": {\"message\": \"no\", " + fields + "}}";
    }

    @Test
    void authorisesWithoutCapturing() {
        replies(200, intent("requires_capture"));

        assertThat(stripe.authorise("key-1", "pm_card_visa", AMOUNT)).isEqualTo(new Approved("pi_1"));
        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.line()).isEqualTo("POST /v1/payment_intents");
            assertThat(request.key()).isEqualTo("key-1");
            assertThat(request.authorization()).isEqualTo("Bearer sk_test_1");
            assertThat(request.body().split("&")).contains("amount=2598", "currency=usd", "capture_method=manual",
                    "confirm=true", "payment_method=pm_card_visa", "error_on_requires_action=true");
        });
    }

    @ParameterizedTest
    @CsvSource({"card_declined, insufficient_funds, insufficient_funds",
            "authentication_required, , authentication_required",
            "expired_card, , expired_card"})
    void aDeclineIsARefusal(String code, @Nullable String declineCode, String reason) {
        replies(402, error("\"type\": \"card_error\", \"code\": \"%s\", \"decline_code\": %s".formatted(code,
                declineCode == null ? "null" : '"' + declineCode + '"')));

        assertThat(stripe.authorise("key", "pm_1", AMOUNT)).isEqualTo(new Refused(reason));
    }

    @Test
    void aMethodThatStripeDoesNotKnowIsARefusal() {
        replies(400, error("\"type\": \"invalid_request_error\", \"code\": \"resource_missing\""));

        assertThat(stripe.authorise("key", "pm_nobody", AMOUNT)).isEqualTo(new Refused("resource_missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISK", "UGX", "MGA"})
    void aCurrencyWhoseMinorUnitsDifferIsNotCharged(String currency) {
        assertThat(stripe.authorise("key", "pm_1", Money.of(100, currency)))
                .isEqualTo(new Refused("currency_not_supported"));
        assertThat(requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 429, 500, 503})
    void noAnswerIsNoAnswer(int status) {
        replies(status, error("\"type\": \"api_error\""));

        assertThatExceptionOfType(ProviderUnavailable.class)
                .isThrownBy(() -> stripe.authorise("key", "pm_1", AMOUNT));
        assertThat(requests).as("the worker repeats, not the library").hasSize(1);
    }

    @Test
    void aBrokenConnectionAndAnUnfinishedIntentAreNoAnswers() {
        replies.add(new Reply(0, null));
        assertThatExceptionOfType(ProviderUnavailable.class)
                .isThrownBy(() -> stripe.authorise("key", "pm_1", AMOUNT));

        replies(200, intent("processing"));
        assertThatExceptionOfType(ProviderUnavailable.class)
                .isThrownBy(() -> stripe.authorise("key", "pm_1", AMOUNT)).withMessageContaining("processing");
    }

    @ParameterizedTest
    @CsvSource({"401, invalid_request_error", "403, invalid_request_error", "400, idempotency_error",
            "400, invalid_request_error"})
    void whatAnOperatorHasToMendIsNoRefusal(int status, String type) {
        replies(status, error("\"type\": \"" + type + "\""));

        assertThatExceptionOfType(ProviderMisconfigured.class)
                .isThrownBy(() -> stripe.authorise("key", "pm_1", AMOUNT));
    }

    @Test
    void capturesUnderTheNameThatTheStatementHas() {
        replies(200, intent("succeeded"));

        assertThat(stripe.capture("key-2", "pi_1", AMOUNT)).isEqualTo(new Approved("ch_1"));
        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.line()).isEqualTo("POST /v1/payment_intents/pi_1/capture");
            assertThat(request.key()).isEqualTo("key-2");
            assertThat(request.body()).isEqualTo("amount_to_capture=2598");
        });
    }

    @Test
    void whatIsDoneAlreadyIsDone() {
        replies(400, error("\"type\": \"invalid_request_error\", \"code\": \"payment_intent_unexpected_state\", "
                + "\"payment_intent\": " + intent("succeeded")));
        replies(400, error("\"type\": \"invalid_request_error\", \"code\": \"payment_intent_unexpected_state\", "
                + "\"payment_intent\": " + intent("canceled")));

        assertThat(stripe.capture("key", "pi_1", AMOUNT)).isEqualTo(new Approved("ch_1"));
        assertThat(stripe.voidAuthorisation("key", "pi_1")).isEqualTo(new Approved("pi_1"));
    }

    @Test
    void whatCannotBeDoneAnyMoreIsRefused() {
        var captured = error("\"type\": \"invalid_request_error\", \"code\": \"payment_intent_unexpected_state\", "
                + "\"payment_intent\": " + intent("succeeded"));
        var cancelled = error("\"type\": \"invalid_request_error\", \"code\": \"payment_intent_unexpected_state\", "
                + "\"payment_intent\": " + intent("canceled"));
        replies(400, cancelled);
        replies(400, captured);
        replies(400, error("\"type\": \"invalid_request_error\", \"code\": \"charge_already_refunded\""));

        assertThat(stripe.capture("key", "pi_1", AMOUNT)).isEqualTo(new Refused("payment_intent_unexpected_state"));
        assertThat(stripe.voidAuthorisation("key", "pi_1"))
                .isEqualTo(new Refused("payment_intent_unexpected_state"));
        assertThat(stripe.refund("key", "pi_1", AMOUNT)).isEqualTo(new Refused("charge_already_refunded"));
    }

    @Test
    void voids() {
        replies(200, intent("canceled"));

        assertThat(stripe.voidAuthorisation("key-3", "pi_1")).isEqualTo(new Approved("pi_1"));
        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.line()).isEqualTo("POST /v1/payment_intents/pi_1/cancel");
            assertThat(request.key()).isEqualTo("key-3");
        });
    }

    @Test
    void refundsInParts() {
        replies(200, "{\"id\": \"re_1\", \"object\": \"refund\", \"amount\": 100, \"status\": \"pending\"}");
        replies(200, "{\"id\": \"re_2\", \"object\": \"refund\", \"amount\": 100, \"status\": \"failed\", "
                + "\"failure_reason\": \"expired_or_canceled_card\"}");

        assertThat(stripe.refund("key-4", "pi_1", Money.of(100, "USD"))).isEqualTo(new Approved("re_1"));
        assertThat(stripe.refund("key-5", "pi_1", Money.of(100, "USD")))
                .isEqualTo(new Refused("expired_or_canceled_card"));
        assertThat(requests.getFirst().line()).isEqualTo("POST /v1/refunds");
        assertThat(requests.getFirst().key()).isEqualTo("key-4");
        assertThat(requests.getFirst().body().split("&")).containsExactlyInAnyOrder("payment_intent=pi_1",
                "amount=100");
    }

    @Test
    void readsTheStatementOfADay() {
        replies(200,
                """
                        {"object": "list", "has_more": false, "data": [
                          {"id": "txn_1", "object": "balance_transaction", "amount": 2400, "currency": "eur", "created": 1772366400,
                           "type": "charge", "source": {"id": "ch_1", "object": "charge", "amount_captured": 2598, "currency": "usd"}},
                          {"id": "txn_2", "object": "balance_transaction", "amount": -92, "currency": "eur", "created": 1772366401,
                           "type": "refund", "source": {"id": "re_1", "object": "refund", "amount": 100, "currency": "usd"}},
                          {"id": "txn_3", "object": "balance_transaction", "amount": -9000, "currency": "eur",
                           "created": 1772366402, "type": "payout", "source": {"id": "po_1", "object": "payout"}}]}""");
        var lines = new ArrayList<StatementLine>();

        stripe.read(LocalDate.of(2026, 3, 1), lines::addAll);

        assertThat(lines).containsExactly(
                new StatementLine("ch_1", AMOUNT, Instant.ofEpochSecond(1772366400)),
                new StatementLine("re_1", Money.of(-100, "USD"), Instant.ofEpochSecond(1772366401)));
        assertThat(URLDecoder.decode(requests.getFirst().line(), UTF_8)).contains("created[gte]=1772323200",
                "created[lt]=1772409600", "expand[0]=data.source");
    }

    @Test
    void whatIsTakenBackLaterIsALineOfItsOwn() {
        replies(200,
                """
                        {"object": "list", "has_more": false, "data": [
                          {"id": "txn_4", "object": "balance_transaction", "amount": 92, "currency": "eur", "created": 1772366403,
                           "type": "refund_failure", "source": {"id": "re_1", "object": "refund", "amount": 100, "currency": "usd"}},
                          {"id": "txn_5", "object": "balance_transaction", "amount": -2400, "currency": "eur", "created": 1772366404,
                           "type": "adjustment", "source": {"id": "dp_1", "object": "dispute", "amount": 2598, "currency": "usd"}},
                          {"id": "txn_6", "object": "balance_transaction", "amount": 2400, "currency": "eur", "created": 1772366405,
                           "type": "adjustment", "source": {"id": "dp_1", "object": "dispute", "amount": 2598, "currency": "usd"}}]}""");
        var lines = new ArrayList<StatementLine>();

        stripe.read(LocalDate.of(2026, 3, 1), lines::addAll);

        assertThat(lines).containsExactly(
                new StatementLine("txn_4", Money.of(100, "USD"), Instant.ofEpochSecond(1772366403)),
                new StatementLine("txn_5", Money.of(-2598, "USD"), Instant.ofEpochSecond(1772366404)),
                new StatementLine("txn_6", AMOUNT, Instant.ofEpochSecond(1772366405)));
    }
}
