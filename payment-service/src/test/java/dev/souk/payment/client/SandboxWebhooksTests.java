package dev.souk.payment.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.souk.payment.provider.ProviderAnswer;
import dev.souk.payment.provider.ProviderNotice;
import dev.souk.payment.provider.WebhookRefused;

class SandboxWebhooksTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SECRET = "a-secret-of-tests-only";
    private static final byte[] BODY = """
            {"id": "evt_1", "type": "capture.approved", "idempotencyKey": "p:2:CAPTURE", "reference": "cap_1"}"""
            .getBytes(UTF_8);

    private final SandboxWebhooks webhooks = new SandboxWebhooks(SECRET, Duration.ofMinutes(5),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void readsAYesAndANo() {
        assertThat(read(BODY)).isEqualTo(
                new ProviderNotice("evt_1", "p:2:CAPTURE", new ProviderAnswer.Approved("cap_1")));
        assertThat(read("{\"id\": \"e\", \"idempotencyKey\": \"k\", \"reason\": \"card_declined\"}".getBytes(UTF_8)))
                .isEqualTo(new ProviderNotice("e", "k", new ProviderAnswer.Refused("card_declined")));
    }

    @Test
    void theSignatureIsTheOneThatOthersCompute() {
        // openssl dgst -sha256 -hmac a-secret-of-tests-only <<< '1772366400.{...}', without the end of line
        assertThat(Signatures.hmac(SECRET, NOW, "{\"id\":\"evt_1\"}".getBytes(UTF_8)))
                .isEqualTo("10533245ef7f32e8869fc6e30bcebc3ab1f8543cf9571212b1357b14e03eb79f");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -300, 300})
    void aSignatureHoldsForFiveMinutes(long seconds) {
        assertThat(read(BODY, Signatures.sign(SECRET, NOW.plusSeconds(seconds), BODY)).eventId()).isEqualTo("evt_1");
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, -86_400})
    void anOldOrEarlySignatureIsRefused(long seconds) {
        refuses(BODY, Signatures.sign(SECRET, NOW.plusSeconds(seconds), BODY), "It was signed");
    }

    @Test
    void oneOfSeveralSignaturesIsEnough() {
        var right = Signatures.hmac(SECRET, NOW, BODY);

        assertThat(read(BODY, "t=" + NOW.getEpochSecond() + ",v1=00,v0=" + right + ",v1=" + right).eventId())
                .isEqualTo("evt_1");
        refuses(BODY, "t=" + NOW.getEpochSecond() + ",v1=00,v0=" + right, "does not fit");
    }

    @Test
    void whatWasSignedWithAnotherSecretIsRefused() {
        refuses(BODY, Signatures.sign("another", NOW, BODY), "does not fit");
    }

    @Test
    void theTimeAndEveryByteOfTheBodyAreSigned() {
        var signature = Signatures.sign(SECRET, NOW, BODY);

        refuses(BODY, signature.replace("t=" + NOW.getEpochSecond(), "t=" + (NOW.getEpochSecond() + 1)),
                "does not fit");
        for (int at = 0; at < BODY.length; at++) {
            var changed = BODY.clone();
            changed[at] ^= 1;
            refuses(changed, signature, "does not fit");
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "t=", "v1=00", "t=now,v1=00", "t=-1,v1=00", "t=99999999999999999999,v1=00", "nonsense",
            "t=1,t=2,v1=00", "=,=", ","})
    void anIllFormedHeaderIsRefused(@Nullable String header) {
        refuses(BODY, header, "Sandbox-Signature");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''|JSON", "[|JSON", "[]|JSON", "null|no event", "{}|no event",
            "{\"id\": \"e\"}|no event", "{\"id\": \"e\", \"idempotencyKey\": \"k\"}|neither",
            "{\"id\": {}, \"idempotencyKey\": \"k\"}|JSON"})
    void aSignedBodyThatIsNoEventIsRefused(String body, String why) {
        var bytes = body.getBytes(UTF_8);

        refuses(bytes, Signatures.sign(SECRET, NOW, bytes), why);
    }

    private void refuses(byte[] body, @Nullable String signature, String why) {
        assertThatExceptionOfType(WebhookRefused.class).isThrownBy(() -> read(body, signature))
                .withMessageContaining(why);
    }

    private ProviderNotice read(byte[] body) {
        return read(body, Signatures.sign(SECRET, NOW, body));
    }

    private ProviderNotice read(byte[] body, @Nullable String signature) {
        return webhooks.read(body, name -> name.equals("Sandbox-Signature") ? signature : null).orElseThrow();
    }
}
