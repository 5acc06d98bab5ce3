package dev.souk.order.messaging;

import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderService;
import dev.souk.order.checkout.Trigger;

/** What became of the money. */
@Component
class PaymentsListener {

    record PaymentReserved(UUID paymentId, UUID orderId, long amount, String currency) {}

    record PaymentDeclined(UUID orderId, String reason, int triesLeft) {}

    record PaymentAlarmRaised(UUID orderId, String state, String cause) {}

    private final OrderService orders;

    PaymentsListener(OrderService orders) {
        this.orders = orders;
    }

    void paymentReserved(PaymentReserved message) {
        orders.answer(new OrderId(message.orderId()), new Trigger.PaymentReserved(message.paymentId(),
                Money.of(message.amount(), message.currency())));
    }

    void paymentDeclined(PaymentDeclined message) {
        orders.answer(new OrderId(message.orderId()),
                new Trigger.PaymentDeclined(message.reason(), message.triesLeft()));
    }

    void paymentAlarmRaised(PaymentAlarmRaised message) {
        orders.raiseAlarm(new OrderId(message.orderId()),
                "Payment is " + message.state() + " and met " + message.cause());
    }
}
