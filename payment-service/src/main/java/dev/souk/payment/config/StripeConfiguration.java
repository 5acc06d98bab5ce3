package dev.souk.payment.config;

import java.time.Clock;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.souk.payment.client.StripeProvider;
import dev.souk.payment.client.StripeWebhooks;

/** Stripe instead of the sandbox. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "souk.payments.provider", havingValue = "stripe")
class StripeConfiguration {

    @Bean
    StripeProvider stripeProvider(StripeProperties properties) {
        return new StripeProvider(properties.secretKey(), properties.api(), properties.connectTimeout(),
                properties.readTimeout());
    }

    @Bean
    StripeWebhooks stripeWebhooks(StripeProperties properties, Clock clock) {
        return new StripeWebhooks(properties.webhookSecret(), properties.webhookTolerance(), clock);
    }
}
