package dev.souk.order.checkout;

import static dev.souk.order.checkout.OrderFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.OrderEvent.OrderCancellationRequested;
import dev.souk.order.checkout.OrderEvent.OrderCancelled;
import dev.souk.order.checkout.OrderEvent.OrderConfirmed;
import dev.souk.order.checkout.OrderEvent.OrderCreated;

class OrderTests {

    @Test
    void whoeverOfTheOperatorsWantedItCancelledIsNamedToTheEnd() {
        List<OrderEvent> stream = OrderFixtures.streamOf(STOCK_RESERVED, PAYMENT_RESERVED,
                OrderFixtures.CANCEL_BY_OPERATOR, OrderFixtures.SHIPMENT_CANCELLED);

        assertThat(stream).extracting(OrderEvent::by).containsExactly(null, null, null, OrderFixtures.OPERATOR,
                OrderFixtures.OPERATOR);
        assertThat(OrderFixtures.streamOf(OrderFixtures.CANCEL)).extracting(OrderEvent::by).containsOnlyNulls();
    }

    @Test
    void aNewOrderWaitsForStockAndCanBePaidForHalfAnHour() {
        Order order = Order.place(draft(VISA), NOON, HALF_AN_HOUR);

        assertThat(order.status()).isEqualTo(OrderStatus.PENDING);
        assertThat(order.total()).isEqualTo(TOTAL);
        assertThat(order.expiresAt()).isEqualTo(NOON.plus(HALF_AN_HOUR));
        assertThat(order.version()).isEqualTo(1);
        assertThat(order.unsaved()).singleElement().isInstanceOf(OrderCreated.class);
    }

    @Test
    void aLastRefusalThatOvertakesTheStockCancelsOnceTheStockIsHeld() {
        Order order = after(DECLINED_FOR_GOOD);
        assertThat(order.status()).isEqualTo(OrderStatus.PENDING);

        order.answer(STOCK_RESERVED, NOON);

        assertThat(order.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(order.cancellationReason()).isEqualTo(CancellationReason.PAYMENT_DECLINED);
    }

    @Test
    void aRefusalThatIsToldTwiceIsNotedOnce() {
        Order order = after(STOCK_RESERVED, DECLINED_ONCE);

        order.answer(DECLINED_ONCE, NOON);

        assertThat(order.unsaved()).isEmpty();
    }

    @Test
    void aDispatchThatOvertakesTheConfirmationCountsOnceTheOrderIsConfirmed() {
        Order order = after(DISPATCHED);
        assertThat(order.status()).isEqualTo(OrderStatus.PENDING);

        order.answer(PAYMENT_RESERVED, NOON);

        assertThat(order.status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void aDeliveryThatOvertakesTheConfirmationCountsOnceTheOrderIsConfirmed() {
        Order order = after(STOCK_RESERVED, DISPATCHED, DELIVERED);

        order.answer(PAYMENT_RESERVED, NOON);

        assertThat(order.status()).isEqualTo(OrderStatus.DELIVERED);
    }

    @Test
    void aPaymentOfAnotherAmountConfirmsNothing() {
        Order order = in(OrderStatus.AWAITING_PAYMENT);

        Reaction reaction = order.answer(new Trigger.PaymentReserved(UUID.randomUUID(), Money.of(1, "USD")), NOON);

        assertThat(reaction).isEqualTo(Reaction.ALARM);
        assertThat(order.status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    }

    @Test
    void aConfirmedOrderKeepsTheReasonOfItsCancellationUntilInventoryHasAgreed() {
        Order order = after(STOCK_RESERVED, PAYMENT_RESERVED, CANCEL, SHIPMENT_CANCELLED);

        assertThat(order.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(order.lastFact()).isInstanceOfSatisfying(OrderCancelled.class, cancelled -> {
            assertThat(cancelled.reason()).isEqualTo(CancellationReason.BY_SHOPPER);
            assertThat(cancelled.note()).isEqualTo("changed my mind");
        });
    }

    @Test
    void aRefusedCancellationLeavesNoTraceInTheOrderAsItIs() {
        Order order = after(STOCK_RESERVED, PAYMENT_RESERVED, CANCEL, CANCELLATION_REFUSED);

        assertThat(order.status()).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(order.cancellationReason()).isNull();
        assertThat(order.lastFact()).isInstanceOf(OrderConfirmed.class);
    }

    @Test
    void theLastFactIsWhatTheOthersMustKnow() {
        assertThat(in(OrderStatus.PENDING).lastFact()).isInstanceOf(OrderCreated.class);
        assertThat(in(OrderStatus.AWAITING_PAYMENT).lastFact()).isInstanceOf(OrderCreated.class);
        assertThat(in(OrderStatus.CONFIRMED).lastFact()).isInstanceOf(OrderConfirmed.class);
        assertThat(in(OrderStatus.CANCELLING).lastFact()).isInstanceOf(OrderCancellationRequested.class);
        assertThat(in(OrderStatus.SHIPPED).lastFact()).isInstanceOf(OrderConfirmed.class);
        assertThat(in(OrderStatus.CANCELLED).lastFact()).isInstanceOf(OrderCancelled.class);
    }

    @Test
    void anOrderIsStuckOnlyWhileAnotherServiceOwesTheNextStep() {
        assertThat(in(OrderStatus.PENDING).awaitsOthers()).isTrue();
        assertThat(in(OrderStatus.AWAITING_PAYMENT).awaitsOthers()).isTrue();
        assertThat(in(OrderStatus.CONFIRMED).awaitsOthers()).isTrue();
        assertThat(after(STOCK_RESERVED, PAYMENT_RESERVED, SHIPMENT_CREATED).awaitsOthers())
                .as("the parcel waits for a person to hand it over").isFalse();
        assertThat(in(OrderStatus.CANCELLING).awaitsOthers()).isTrue();
        assertThat(in(OrderStatus.SHIPPED).awaitsOthers()).isFalse();
        assertThat(in(OrderStatus.CANCELLED).awaitsOthers()).isFalse();
    }

    @Test
    void anOrderWithoutAMethodWaitsForTheShopperAndIsNotStuck() {
        Order order = Order.place(draft(null), NOON, HALF_AN_HOUR);
        order.answer(STOCK_RESERVED, NOON);

        assertThat(order.awaitsOthers()).isFalse();
    }
}
