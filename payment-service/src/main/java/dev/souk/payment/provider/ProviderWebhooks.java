package dev.souk.payment.provider;

import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** Reads what the provider tells by webhook, and nobody else. */
public interface ProviderWebhooks {

    /** The provider's name in the path of the webhook. */
    String provider();

    /**
     * @param body as it came: the signature is over its bytes
     * @param header gives the value of a header of the request, or null
     * @return empty when the provider tells something that is no answer to a call
     * @throws WebhookRefused when it is not signed by the provider, was signed too long ago, or cannot be read
     */
    Optional<ProviderNotice> read(byte[] body, Function<String, @Nullable String> header);
}
