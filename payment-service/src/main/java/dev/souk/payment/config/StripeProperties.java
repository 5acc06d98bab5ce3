package dev.souk.payment.config;

import java.net.URI;
import java.time.Duration;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param connectTimeout until a connection stands
 * @param readTimeout between two bytes of an answer; Stripe advises against less than the time that banks take
 * @param webhookTolerance how old a signature may be
 */
@ConditionalOnProperty(name = "souk.payments.provider", havingValue = "stripe")
@ConfigurationProperties("souk.payments.stripe")
record StripeProperties(@DefaultValue("") String secretKey, @DefaultValue("") String webhookSecret,
        @DefaultValue("https://api.stripe.com") URI api, @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("20s") Duration readTimeout, @DefaultValue("5m") Duration webhookTolerance) {

    StripeProperties {
        if (secretKey.isBlank()) {
            throw new IllegalArgumentException(
                    "Set SOUK_STRIPE_SECRET_KEY to a secret key of your Stripe account (sk_... or rk_...)");
        }
        if (webhookSecret.isBlank()) {
            throw new IllegalArgumentException(
                    "Set SOUK_STRIPE_WEBHOOK_SECRET to the signing secret of your webhook endpoint at Stripe (whsec_...)");
        }
    }
}
