package dev.souk.payment.intent;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.souk.payment.MovableClock;
import dev.souk.payment.PaymentServiceTest;
import dev.souk.payment.Wire;
import dev.souk.payment.provider.ProviderUnavailable;

/** The service's clock was five minutes fast when something was put off, and is right when it is due. */
@PaymentServiceTest
class ClockJumpTests {

    private final Orders orders;
    private final Wire wire;
    private final MovableClock clock;

    @Autowired
    ClockJumpTests(PaymentService payments, JdbcClient jdbc, Wire wire, MovableClock clock) {
        this.orders = new Orders(payments, jdbc);
        this.wire = wire;
        this.clock = clock;
    }

    @BeforeEach
    void fast() {
        clock.setFast(Duration.ofMinutes(5));
    }

    @AfterEach
    void right() {
        clock.setRight();
    }

    @Test
    void aCallIsMadeAgain() {
        var order = orders.announce(UUID.randomUUID(), "tok_visa");
        var payment = orders.paymentOf(order);
        wire.hold(payment);
        wire.tap(payment, (_, call) -> {
            throw new ProviderUnavailable("lost on the way: " + call.get());
        });
        orders.reserve(order);
        await().until(() -> orders.asked(order) > 1);

        clock.setRight();
        wire.pass(payment);

        orders.awaitState(order, PaymentState.AUTHORISED);
    }

    @Test
    void whatTheProviderRefusedIsTriedAgain() {
        var order = orders.place(UUID.randomUUID(), "tok_capture_fails_twice");
        orders.conflict(order);
        orders.ship(order);
        await().until(() -> orders.conflicts() >= 1);

        clock.setRight();
        orders.noConflict();

        orders.awaitState(order, PaymentState.CAPTURED);
    }

    @Test
    void aWebhookIsSentAgain() {
        var order = orders.announce(UUID.randomUUID(), "tok_visa");
        var payment = orders.paymentOf(order);
        wire.refuse(payment, 1_000);
        wire.tap(payment, (_, call) -> {
            throw new ProviderUnavailable("lost on the way: " + call.get());
        });
        orders.reserve(order);
        await().until(() -> wire.leftToRefuse(payment) < 1_000);
        // it is sent twice each time: between two times, and no longer about to be put off
        await().during(Duration.ofMillis(100)).until(() -> wire.leftToRefuse(payment) % 2 == 0);

        clock.setRight();
        wire.refuse(payment, 0);

        orders.awaitState(order, PaymentState.AUTHORISED);
        wire.pass(payment);
    }
}
