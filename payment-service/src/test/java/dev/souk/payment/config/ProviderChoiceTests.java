package dev.souk.payment.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import dev.souk.payment.client.StripeProvider;
import dev.souk.payment.provider.PaymentProvider;
import dev.souk.payment.provider.ProviderStatements;
import dev.souk.payment.provider.ProviderWebhooks;

class ProviderChoiceTests {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withBean(Clock.class, Clock::systemUTC).withUserConfiguration(Chosen.class)
            .withPropertyValues("souk.payments.provider=stripe");

    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan
    @Import({SandboxConfiguration.class, StripeConfiguration.class})
    static class Chosen {
    }

    @Test
    void stripeMovesTheMoneyAndTheSandboxIsNotThere() {
        context.withPropertyValues("souk.payments.stripe.secret-key=sk_test_1",
                "souk.payments.stripe.webhook-secret=whsec_1").run(started -> {
                    assertThat(started).hasNotFailed().doesNotHaveBean("sandbox");
                    assertThat(started.getBean(PaymentProvider.class)).isInstanceOf(StripeProvider.class)
                            .isSameAs(started.getBean(ProviderStatements.class));
                    assertThat(started.getBean(ProviderWebhooks.class).provider()).isEqualTo("stripe");
                });
    }

    @ParameterizedTest
    @CsvSource({"'', whsec_1, SOUK_STRIPE_SECRET_KEY", "' ', whsec_1, SOUK_STRIPE_SECRET_KEY",
            "sk_test_1, '', SOUK_STRIPE_WEBHOOK_SECRET"})
    void stripeIsNotChosenWithoutItsSecrets(String secretKey, String webhookSecret, String missing) {
        context.withPropertyValues("souk.payments.stripe.secret-key=" + secretKey,
                "souk.payments.stripe.webhook-secret=" + webhookSecret)
                .run(started -> assertThat(started).getFailure().rootCause().hasMessageContaining(missing));
    }

    @Test
    void theSandboxIsNotChosenWithoutASecretForItsWebhooks() {
        context.withPropertyValues("souk.payments.provider=sandbox", "souk.payments.sandbox.webhooks.secret=",
                "souk.payments.sandbox.webhooks.url=http://127.0.0.1:1/")
                .run(started -> assertThat(started).getFailure().rootCause()
                        .hasMessageContaining("SOUK_WEBHOOK_SECRET"));
    }
}
