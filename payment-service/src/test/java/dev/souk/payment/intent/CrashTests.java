package dev.souk.payment.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.souk.common.money.Money;
import dev.souk.payment.PaymentServiceTest;
import dev.souk.payment.intent.Orders.Booked;
import dev.souk.payment.provider.PaymentProvider;
import dev.souk.payment.provider.ProviderAnswer;

/** An instance dies after the provider did the work and before the answer was recorded, at every call that it makes. */
@PaymentServiceTest
class CrashTests {

    private static final long TOTAL = Orders.TOTAL.amount();

    private final PaymentService payments;
    private final Orders orders;

    @Autowired
    CrashTests(PaymentService payments, JdbcClient jdbc) {
        this.payments = payments;
        this.orders = new Orders(payments, jdbc);
    }

    @Test
    void whatWasWrittenDownIsAskedAgainWithTheSameKeyAndChargedOnce() {
        var order = orders.place(UUID.randomUUID(), "tok_visa");
        orders.ship(order);
        orders.awaitState(order, PaymentState.CAPTURED);

        assertThat(orders.asked(order)).as("each of authorise and capture twice").isEqualTo(4);
        assertThat(orders.booked(order)).containsExactly(new Booked(TOTAL, TOTAL, 0, false));
        assertThat(orders.ledger(order)).isEqualTo(TOTAL);
        assertThat(orders.said(order)).containsExactly("PaymentReserved", "PaymentCaptured");
    }

    @Test
    void aRefundIsPaidBackOnce() {
        var order = orders.place(UUID.randomUUID(), "tok_visa");
        orders.ship(order);
        var payment = orders.awaitState(order, PaymentState.CAPTURED);
        payments.refund(payment, Money.of(100, "USD"), "scratched");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(orders.said(order)).endsWith("PaymentRefunded"));
        assertThat(orders.booked(order)).containsExactly(new Booked(TOTAL, TOTAL, 100, false));
        assertThat(orders.ledger(order)).isEqualTo(TOTAL - 100);
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Crashes {

        @Bean
        @Primary
        PaymentProvider crashing(@Qualifier("sandboxProvider") PaymentProvider sandbox) {
            return new CrashAfterTheFirstAnswer(sandbox);
        }
    }

    /** Anything but an answer or {@code ProviderUnavailable} leaves the call as a dead instance would: leased and open. */
    private record CrashAfterTheFirstAnswer(PaymentProvider provider, Set<String> crashed) implements PaymentProvider {

        CrashAfterTheFirstAnswer(PaymentProvider provider) {
            this(provider, ConcurrentHashMap.newKeySet());
        }

        @Override
        public ProviderAnswer authorise(String idempotencyKey, String token, Money amount) {
            return onceLost(idempotencyKey, () -> provider.authorise(idempotencyKey, token, amount));
        }

        @Override
        public ProviderAnswer capture(String idempotencyKey, String authorisation, Money amount) {
            return onceLost(idempotencyKey, () -> provider.capture(idempotencyKey, authorisation, amount));
        }

        @Override
        public ProviderAnswer voidAuthorisation(String idempotencyKey, String authorisation) {
            return onceLost(idempotencyKey, () -> provider.voidAuthorisation(idempotencyKey, authorisation));
        }

        @Override
        public ProviderAnswer refund(String idempotencyKey, String authorisation, Money amount) {
            return onceLost(idempotencyKey, () -> provider.refund(idempotencyKey, authorisation, amount));
        }

        private ProviderAnswer onceLost(String key, Supplier<ProviderAnswer> call) {
            var answer = call.get();
            if (crashed.add(key)) {
                throw new IllegalStateException("crash between the answer and its record");
            }
            return answer;
        }
    }
}
