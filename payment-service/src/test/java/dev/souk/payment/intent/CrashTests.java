package dev.souk.payment.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.souk.common.money.Money;
import dev.souk.payment.PaymentServiceTest;
import dev.souk.payment.Wire;
import dev.souk.payment.intent.Orders.Booked;

/** An instance dies after the provider did the work and before the answer was recorded, at every call that it makes. */
@PaymentServiceTest
class CrashTests {

    private static final long TOTAL = Orders.TOTAL.amount();

    private final PaymentService payments;
    private final Orders orders;
    private final Wire wire;

    @Autowired
    CrashTests(PaymentService payments, JdbcClient jdbc, Wire wire) {
        this.payments = payments;
        this.orders = new Orders(payments, jdbc);
        this.wire = wire;
    }

    @Test
    void whatWasWrittenDownIsAskedAgainWithTheSameKeyAndChargedOnce() {
        var order = placeAndCrash();
        orders.ship(order);
        orders.awaitState(order, PaymentState.CAPTURED);

        assertThat(orders.asked(order)).as("each of authorise and capture twice").isEqualTo(4);
        assertThat(orders.booked(order)).containsExactly(new Booked(TOTAL, TOTAL, 0, false));
        assertThat(orders.ledger(order)).isEqualTo(TOTAL);
        assertThat(orders.said(order)).containsExactly("PaymentReserved", "PaymentCaptured");
    }

    @Test
    void aRefundIsPaidBackOnce() {
        var order = placeAndCrash();
        orders.ship(order);
        var payment = orders.awaitState(order, PaymentState.CAPTURED);
        payments.refund(payment, Money.of(100, "USD"), "scratched", null, UUID.randomUUID());

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(orders.said(order)).endsWith("PaymentRefunded"));
        assertThat(orders.booked(order)).containsExactly(new Booked(TOTAL, TOTAL, 100, false));
        assertThat(orders.ledger(order)).isEqualTo(TOTAL - 100);
    }

    /** Anything but an answer or {@code ProviderUnavailable} leaves the call as a dead instance would: leased and open. */
    private OrderId placeAndCrash() {
        var order = orders.announce(UUID.randomUUID(), "tok_visa");
        Set<String> crashed = ConcurrentHashMap.newKeySet();
        wire.hold(orders.paymentOf(order));
        wire.tap(orders.paymentOf(order), (key, call) -> {
            var answer = call.get();
            if (crashed.add(key)) {
                throw new IllegalStateException("crash between the answer and its record");
            }
            return answer;
        });
        orders.reserve(order);
        return order;
    }
}
