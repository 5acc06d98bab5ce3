package dev.souk.payment.client;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.google.gson.JsonParseException;
import com.stripe.exception.EventDataObjectDeserializationException;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeObject;
import com.stripe.net.ApiResource;
import com.stripe.net.Webhook;

import dev.souk.payment.provider.ProviderAnswer;
import dev.souk.payment.provider.ProviderNotice;
import dev.souk.payment.provider.ProviderWebhooks;
import dev.souk.payment.provider.WebhookRefused;

/**
 * Stripe's webhooks. An event names the idempotency key of the request that caused it; one that nobody's request caused, or
 * that tells no answer, is of no interest here. What somebody does in Stripe's dashboard shows in the reconciliation.
 */
public final class StripeWebhooks implements ProviderWebhooks {

    static final String PROVIDER = "stripe";

    private static final String HEADER = "Stripe-Signature";

    /** The library takes any other apart until an index or a number fails it. */
    private static final Pattern FORM = Pattern.compile("t=\\d{1,15}(,v\\d=\\p{XDigit}{1,512}){1,8}");

    private final String secret;
    private final Duration tolerance;
    private final Clock clock;

    /**
     * @param secret of the endpoint, {@code whsec_...}
     * @param tolerance how old a signature may be
     */
    public StripeWebhooks(String secret, Duration tolerance, Clock clock) {
        this.secret = secret;
        this.tolerance = tolerance;
        this.clock = clock;
    }

    @Override
    public String provider() {
        return PROVIDER;
    }

    @Override
    public Optional<ProviderNotice> read(byte[] body, Function<String, @Nullable String> header) {
        var event = event(new String(body, StandardCharsets.UTF_8), header.apply(HEADER));
        var cause = event.getRequest();
        if (cause == null || cause.getIdempotencyKey() == null) {
            return Optional.empty();
        }
        return answer(event)
                .map(answer -> new ProviderNotice(Objects.requireNonNull(event.getId()), cause.getIdempotencyKey(),
                        answer));
    }

    private Event event(String body, @Nullable String signature) {
        if (signature == null || !FORM.matcher(signature).matches()) {
            throw new WebhookRefused(HEADER + " is missing or not of the form t=SECONDS,v1=HEX");
        }
        try {
            Webhook.Signature.verifyHeader(body, signature, secret, tolerance.toSeconds(), clock);
            var event = ApiResource.GSON.fromJson(body, Event.class);
            if (event == null || event.getId() == null || event.getType() == null || event.getData() == null) {
                throw new WebhookRefused("The body is no event of Stripe");
            }
            return event;
        } catch (SignatureVerificationException forged) {
            throw new WebhookRefused("The signature does not fit the body, or is too old");
        } catch (JsonParseException unreadable) {
            throw new WebhookRefused("The body cannot be read as JSON");
        }
    }

    private static Optional<ProviderAnswer> answer(Event event) {
        return switch (event.getType()) {
            case "payment_intent.amount_capturable_updated", "payment_intent.succeeded", "payment_intent.canceled" ->
                Optional.of(new ProviderAnswer.Approved(reference(subject(event, PaymentIntent.class))));
            case "payment_intent.payment_failed" -> Optional.of(new ProviderAnswer.Refused(
                    StripeProvider.reasonOf(subject(event, PaymentIntent.class).getLastPaymentError())));
            case "refund.created" -> Optional.of(StripeProvider.answer(subject(event, Refund.class)));
            default -> Optional.empty();
        };
    }

    private static String reference(PaymentIntent intent) {
        if ("succeeded".equals(intent.getStatus()) && intent.getLatestCharge() == null) {
            throw new WebhookRefused(
                    "The event names no latest_charge: let the endpoint use version 2022-11-15 of Stripe's API or a later one");
        }
        return StripeProvider.referenceOf(intent);
    }

    /** Also of an event in another version of the API than the library's: what is read here is the same since 2022-11-15. */
    private static <T extends StripeObject> T subject(Event event, Class<T> type) {
        try {
            return type.cast(event.getDataObjectDeserializer().deserializeUnsafe());
        } catch (EventDataObjectDeserializationException | JsonParseException | ClassCastException unreadable) {
            throw new WebhookRefused("The event cannot be read: " + event.getType());
        }
    }
}
