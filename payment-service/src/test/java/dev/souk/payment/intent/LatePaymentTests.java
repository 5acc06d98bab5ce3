package dev.souk.payment.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.souk.payment.PaymentServiceTest;
import dev.souk.payment.Wire;
import dev.souk.payment.provider.ProviderAnswer;
import dev.souk.payment.provider.ProviderUnavailable;

/**
 * The late-payment matrix: at each moment at which an order can be cancelled, with the provider's answers coming each way that
 * they can come. Each order ends fulfilled, or with nothing taken from its shopper that was not given back.
 */
@PaymentServiceTest
class LatePaymentTests {

    /** When the order is cancelled. */
    enum Cancelled {
        NEVER,
        /** Before the goods are held: nobody was asked for money. */
        BEFORE_PAYMENT,
        /** The call is written down, and on its way. */
        BEFORE_THE_PROVIDER_AUTHORISES,
        /** The money is set aside, and we do not know it yet. */
        BEFORE_WE_KNOW_OF_THE_AUTHORISATION,
        AFTER_AUTHORISATION,
        BEFORE_THE_PROVIDER_CAPTURES,
        BEFORE_WE_KNOW_OF_THE_CAPTURE,
        AFTER_CAPTURE;

        boolean afterShipment() {
            return this == NEVER || compareTo(AFTER_AUTHORISATION) > 0;
        }
    }

    /** How we hear of what the provider did. */
    enum Told {
        /** All webhooks come when everything is over. */
        DIRECTLY,
        /** All answers are lost; webhooks come twice, the newest first. */
        BY_WEBHOOK_ONLY,
        WEBHOOK_BEFORE_ANSWER,
        /** Whichever is faster; webhooks come twice. */
        BOTH_WAYS_AT_ONCE
    }

    private final PaymentService payments;
    private final Orders orders;
    private final Wire wire;

    @Autowired
    LatePaymentTests(PaymentService payments, JdbcClient jdbc, Wire wire) {
        this.payments = payments;
        this.orders = new Orders(payments, jdbc);
        this.wire = wire;
    }

    static Stream<Arguments> matrix() {
        return Arrays.stream(Cancelled.values())
                .flatMap(cancelled -> Arrays.stream(Told.values()).map(told -> Arguments.of(cancelled, told)));
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void anOrderIsFulfilledOrItsShopperHasAllMoneyBack(Cancelled cancelled, Told told) {
        var order = orders.announce(UUID.randomUUID(), "tok_visa");
        var payment = orders.paymentOf(order);
        tap(order, cancelled, told);
        if (cancelled == Cancelled.BEFORE_PAYMENT) {
            orders.cancel(order);
        }
        orders.reserve(order);
        if (cancelled == Cancelled.AFTER_AUTHORISATION) {
            reach(order, told, () -> orders.stateOf(order).equals("AUTHORISED"));
            orders.cancel(order);
        } else if (cancelled.afterShipment()) {
            orders.ship(order);
        }
        if (cancelled == Cancelled.AFTER_CAPTURE) {
            reach(order, told, () -> orders.stateOf(order).equals("CAPTURED"));
            orders.cancel(order);
        }

        reach(order, told, () -> isOver(order, cancelled != Cancelled.NEVER));
        booksAgree(order);

        var end = orders.rowOf(order);
        var said = orders.said(order);
        deliverTheNewestFirst(payment);
        assertThat(orders.rowOf(order)).as("what is told again changes nothing").isEqualTo(end);
        assertThat(orders.said(order)).isEqualTo(said).doesNotHaveDuplicates();
    }

    private void tap(OrderId order, Cancelled cancelled, Told told) {
        var payment = orders.paymentOf(order);
        var once = new AtomicBoolean();
        Runnable cancel = () -> {
            if (once.compareAndSet(false, true)) {
                orders.cancel(order);
            }
        };
        if (told != Told.BOTH_WAYS_AT_ONCE) {
            wire.hold(payment);
        }
        wire.tap(payment, (key, call) -> {
            boolean authorises = key.endsWith(Step.AUTHORISE.name());
            boolean captures = key.endsWith(Step.CAPTURE.name());
            if (authorises && cancelled == Cancelled.BEFORE_THE_PROVIDER_AUTHORISES
                    || captures && cancelled == Cancelled.BEFORE_THE_PROVIDER_CAPTURES) {
                cancel.run();
            }
            var answer = call.get();
            if (authorises && cancelled == Cancelled.BEFORE_WE_KNOW_OF_THE_AUTHORISATION
                    || captures && cancelled == Cancelled.BEFORE_WE_KNOW_OF_THE_CAPTURE) {
                cancel.run();
            }
            return told(payment, key, answer, told);
        });
    }

    private ProviderAnswer told(PaymentId payment, String key, ProviderAnswer answer, Told told) {
        return switch (told) {
            case DIRECTLY, BOTH_WAYS_AT_ONCE -> answer;
            case BY_WEBHOOK_ONLY -> throw new ProviderUnavailable("the answer is lost");
            case WEBHOOK_BEFORE_ANSWER -> {
                assertThat(wire.deliver(wire.awaitKept(payment, webhook -> webhook.idempotencyKey().equals(key))))
                        .isEqualTo(200);
                yield answer;
            }
        };
    }

    private void reach(OrderId order, Told told, Supplier<Boolean> goal) {
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (told == Told.BY_WEBHOOK_ONLY) {
                deliverTheNewestFirst(orders.paymentOf(order));
            }
            return goal.get();
        });
    }

    private void deliverTheNewestFirst(PaymentId payment) {
        for (Wire.Webhook webhook : wire.kept(payment).reversed()) {
            assertThat(wire.deliver(webhook)).isEqualTo(200);
            assertThat(wire.deliver(webhook)).isEqualTo(200);
        }
    }

    private boolean isOver(OrderId order, boolean cancelled) {
        return orders.openCalls(order) == 0 && switch (PaymentState.valueOf(orders.stateOf(order))) {
            case VOIDED -> cancelled;
            case REFUNDING -> cancelled && orders.ledger(order) == 0;
            case CAPTURED -> !cancelled;
            default -> false;
        };
    }

    private void booksAgree(OrderId order) {
        var booked = orders.booked(order);
        assertThat(booked).as("authorised once at most").hasSizeLessThanOrEqualTo(1);
        assertThat(orders.moved(order)).filteredOn("CAPTURE"::equals).as("captured once at most")
                .hasSizeLessThanOrEqualTo(1);
        assertThat(orders.ledger(order)).as("our books and the provider's")
                .isEqualTo(booked.stream().mapToLong(it -> it.captured() - it.refunded()).sum());
        assertThat(orders.ledgerSum(order)).isZero();
        if (!orders.stateOf(order).equals("CAPTURED")) {
            assertThat(booked).allSatisfy(it -> {
                assertThat(it.refunded()).isEqualTo(it.captured());
                assertThat(it.voided()).as("nothing stays set aside").isEqualTo(it.captured() == 0);
            });
        }
    }

    /** The unpaid order expires, or is cancelled, while the answer is being recorded. */
    @ParameterizedTest
    @EnumSource(names = {"AUTHORISE", "CAPTURE"})
    void anOrderThatIsCancelledInTheMomentOfTheAnswerKeepsNoMoney(Step step) {
        var placed = IntStream.range(0, 10).mapToObj(_ -> {
            var order = orders.announce(UUID.randomUUID(), "tok_visa");
            wire.tap(orders.paymentOf(order), (key, call) -> {
                var answer = call.get();
                if (key.endsWith(step.name())) {
                    CompletableFuture.runAsync(() -> orders.cancel(order));
                }
                return answer;
            });
            orders.reserve(order);
            if (step == Step.CAPTURE) {
                orders.ship(order);
            }
            return order;
        }).toList();

        placed.forEach(order -> {
            reach(order, Told.BOTH_WAYS_AT_ONCE, () -> isOver(order, true));
            booksAgree(order);
        });
    }

    @Test
    void nobodyIsAskedForMoneyOfAnOrderThatWasCancelledBeforeItsShopperPays() {
        var shopper = UUID.randomUUID();
        var order = orders.place(shopper, null);
        orders.cancel(order);

        assertThatExceptionOfType(NotPayable.class)
                .isThrownBy(() -> payments.pay(orders.paymentOf(order), "tok_visa", shopper));
        assertThat(orders.stateOf(order)).isEqualTo("VOIDED");
        assertThat(orders.booked(order)).isEmpty();
    }

    @Test
    void anOrderThatIsPaidAndCancelledInTheSameMomentKeepsNoMoney() {
        var shopper = UUID.randomUUID();
        List<OrderId> placed = IntStream.range(0, 10).mapToObj(_ -> orders.place(shopper, null)).toList();

        placed.stream().map(order -> CompletableFuture.allOf(
                CompletableFuture.runAsync(() -> pay(order, shopper)),
                CompletableFuture.runAsync(() -> orders.cancel(order)))).toList().forEach(CompletableFuture::join);

        placed.forEach(order -> {
            reach(order, Told.BOTH_WAYS_AT_ONCE, () -> isOver(order, true));
            booksAgree(order);
        });
    }

    private void pay(OrderId order, UUID shopper) {
        try {
            payments.pay(orders.paymentOf(order), "tok_visa", shopper);
        } catch (NotPayable cancelledBefore) {
            assertThat(orders.stateOf(order)).isEqualTo("VOIDED");
        }
    }
}
