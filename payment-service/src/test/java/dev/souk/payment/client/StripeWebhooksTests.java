package dev.souk.payment.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.souk.payment.provider.ProviderAnswer;
import dev.souk.payment.provider.ProviderAnswer.Approved;
import dev.souk.payment.provider.ProviderAnswer.Refused;
import dev.souk.payment.provider.ProviderNotice;
import dev.souk.payment.provider.WebhookRefused;

class StripeWebhooksTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SECRET = "whsec_of_tests_only";
    private static final String AUTHORISED = event("payment_intent.amount_capturable_updated",
            "{\"id\": \"pi_1\", \"object\": \"payment_intent\", \"status\": \"requires_capture\", \"latest_charge\": \"ch_1\"}");

    private final StripeWebhooks webhooks = new StripeWebhooks(SECRET, Duration.ofMinutes(5),
            Clock.fixed(NOW, ZoneOffset.UTC));

    private static String event(String type, String subject) {
        return """
                {"id": "evt_1", "object": "event", "api_version": "2019-01-01", "created": 1772366400, "type": "%s",
                 "request": {"id": "req_1", "idempotency_key": "key-1"}, "data": {"object": %s}}""".formatted(type,
                subject);
    }

    @Test
    void tellsAnAuthorisationACaptureAndAVoid() {
        assertThat(answer(AUTHORISED)).contains(new Approved("pi_1"));
        assertThat(answer(event("payment_intent.succeeded",
                "{\"id\": \"pi_1\", \"object\": \"payment_intent\", \"status\": \"succeeded\", \"latest_charge\": \"ch_1\"}")))
                .contains(new Approved("ch_1"));
        assertThat(answer(event("payment_intent.canceled",
                "{\"id\": \"pi_1\", \"object\": \"payment_intent\", \"status\": \"canceled\"}")))
                .contains(new Approved("pi_1"));
    }

    @ParameterizedTest
    @CsvSource({"'\"code\": \"card_declined\", \"decline_code\": \"lost_card\"', lost_card",
            "'\"code\": \"expired_card\"', expired_card"})
    void tellsADecline(String error, String reason) {
        assertThat(answer(event("payment_intent.payment_failed",
                "{\"id\": \"pi_1\", \"object\": \"payment_intent\", \"status\": \"requires_payment_method\", \"last_payment_error\": {"
                        + error + "}}")))
                .contains(new Refused(reason));
    }

    @Test
    void tellsARefund() {
        assertThat(answer(event("refund.created",
                "{\"id\": \"re_1\", \"object\": \"refund\", \"status\": \"succeeded\"}")))
                .contains(new Approved("re_1"));
    }

    @Test
    void namesTheCallAndTheEvent() {
        assertThat(read(AUTHORISED)).contains(new ProviderNotice("evt_1", "key-1", new Approved("pi_1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"payment_intent.created", "charge.succeeded", "payout.paid", "of.tomorrow"})
    void whatIsNoAnswerIsOfNoInterest(String type) {
        assertThat(read(event(type, "{\"id\": \"x_1\", \"object\": \"payout\"}"))).isEmpty();
    }

    @Test
    void whatNobodysRequestCausedIsOfNoInterest() {
        assertThat(read(AUTHORISED.replace("\"key-1\"", "null"))).isEmpty();
        assertThat(read(AUTHORISED.replace("{\"id\": \"req_1\", \"idempotency_key\": \"key-1\"}", "null"))).isEmpty();
    }

    @Test
    void whatIsForgedOldOrUnreadableIsRefused() {
        refuses(AUTHORISED, null);
        refuses(AUTHORISED, "");
        for (String malformed : new String[]{"nonsense", "t", "t=", "t=abc,v1=00", "t=1772366400", "t=1772366400,v1",
                "t=1772366400,v1=", "t=99999999999999999999,v1=00", "=,=", ",", "v1=00,t=1772366400"}) {
            refuses(AUTHORISED, malformed);
        }
        refuses(AUTHORISED, Signatures.sign("another", NOW, AUTHORISED.getBytes(UTF_8)));
        refuses(AUTHORISED + " ", Signatures.sign(SECRET, NOW, AUTHORISED.getBytes(UTF_8)));
        refuses(AUTHORISED, Signatures.sign(SECRET, NOW.minusSeconds(301), AUTHORISED.getBytes(UTF_8)));
        for (String body : new String[]{"", "[", "[]", "null", "7", "{}", "{\"id\": \"evt_1\"}",
                event("payment_intent.succeeded", "7"),
                event("payment_intent.succeeded",
                        "{\"id\": \"pi_1\", \"object\": \"payment_intent\", \"status\": \"succeeded\"}"),
                event("payment_intent.succeeded", "{\"object\": \"refund\"}")}) {
            refuses(body, Signatures.sign(SECRET, NOW, body.getBytes(UTF_8)));
        }
        assertThat(read(AUTHORISED)).isPresent();
    }

    private void refuses(String body, @Nullable String signature) {
        assertThatExceptionOfType(WebhookRefused.class).as(body).isThrownBy(() -> read(body, signature));
    }

    private Optional<ProviderAnswer> answer(String body) {
        return read(body).map(ProviderNotice::answer);
    }

    private Optional<ProviderNotice> read(String body) {
        return read(body, Signatures.sign(SECRET, NOW, body.getBytes(UTF_8)));
    }

    private Optional<ProviderNotice> read(String body, @Nullable String signature) {
        return webhooks.read(body.getBytes(UTF_8), name -> name.equals("Stripe-Signature") ? signature : null);
    }
}
