package dev.souk.payment.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import dev.souk.payment.provider.ProviderAnswer;
import dev.souk.payment.provider.ProviderNotice;
import dev.souk.payment.provider.ProviderWebhooks;
import dev.souk.payment.provider.WebhookRefused;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sandbox's webhooks. The header {@code Sandbox-Signature: t=<epoch second>,v1=<hex>} carries the HMAC-SHA256 of
 * {@code <epoch second>.<body>}, as Stripe's does; there may be more than one {@code v1} while a secret is replaced.
 */
public final class SandboxWebhooks implements ProviderWebhooks {

    static final String PROVIDER = "sandbox";

    private static final String HEADER = "Sandbox-Signature";
    private static final String ALGORITHM = "HmacSHA256";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SecretKeySpec secret;
    private final Duration tolerance;
    private final Clock clock;

    /** @param tolerance how far the time of the signature may be from ours */
    public SandboxWebhooks(String secret, Duration tolerance, Clock clock) {
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.tolerance = tolerance;
        this.clock = clock;
    }

    @Override
    public String provider() {
        return PROVIDER;
    }

    @Override
    public Optional<ProviderNotice> read(byte[] body, Function<String, @Nullable String> header) {
        verify(header.apply(HEADER), body);
        return Optional.of(notice(body));
    }

    private record Event(@Nullable String id, @Nullable String idempotencyKey, @Nullable String reference,
            @Nullable String reason) {}

    private static ProviderNotice notice(byte[] body) {
        var event = event(body);
        if (event == null || event.id() == null || event.idempotencyKey() == null) {
            throw new WebhookRefused("The body is no event of the sandbox: id and idempotencyKey are missing");
        }
        if (event.reference() != null) {
            return new ProviderNotice(event.id(), event.idempotencyKey(),
                    new ProviderAnswer.Approved(event.reference()));
        }
        if (event.reason() != null) {
            return new ProviderNotice(event.id(), event.idempotencyKey(), new ProviderAnswer.Refused(event.reason()));
        }
        throw new WebhookRefused("The body is no event of the sandbox: it has neither a reference nor a reason");
    }

    private static @Nullable Event event(byte[] body) {
        try {
            return JSON.readValue(body, Event.class);
        } catch (JacksonException unreadable) {
            throw new WebhookRefused("The body cannot be read as JSON");
        }
    }

    private void verify(@Nullable String header, byte[] body) {
        if (header == null) {
            throw new WebhookRefused(HEADER + " is missing");
        }
        var times = valuesOf("t", header);
        if (times.size() != 1 || !times.getFirst().matches("\\d{1,11}")) {
            throw new WebhookRefused(HEADER + " must be t=<epoch second>,v1=<hex>");
        }
        var expected = hmac(times.getFirst(), body);
        if (valuesOf("v1", header).stream().noneMatch(signature -> isEqual(expected, signature))) {
            throw new WebhookRefused("The signature does not fit the body");
        }
        var signedAt = Instant.ofEpochSecond(Long.parseLong(times.getFirst()));
        if (Duration.between(signedAt, clock.instant()).abs().compareTo(tolerance) > 0) {
            throw new WebhookRefused("It was signed more than " + tolerance.toSeconds() + " s ago, or ahead of time");
        }
    }

    private static List<String> valuesOf(String name, String header) {
        return Arrays.stream(header.split(",")).map(String::strip).filter(part -> part.startsWith(name + "="))
                .map(part -> part.substring(name.length() + 1)).toList();
    }

    /** In a time that tells nothing about where they differ. */
    private static boolean isEqual(String expected, String signature) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8),
                signature.getBytes(StandardCharsets.UTF_8));
    }

    private String hmac(String time, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
