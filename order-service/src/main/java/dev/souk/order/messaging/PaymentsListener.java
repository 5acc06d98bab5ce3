package dev.souk.order.messaging;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderService;
import dev.souk.order.checkout.Trigger;
import dev.souk.order.returns.ReturnId;
import dev.souk.order.returns.ReturnService;

/** What became of the money. */
@Component
class PaymentsListener {

    record PaymentReserved(UUID paymentId, UUID orderId, long amount, String currency) {}

    record PaymentDeclined(UUID orderId, String reason, int triesLeft) {}

    record PaymentAlarmRaised(UUID orderId, String state, String cause) {}

    record PaymentRefunded(UUID orderId, long amount, String currency, @Nullable UUID returnId) {}

    private final OrderService orders;
    private final ReturnService returns;

    PaymentsListener(OrderService orders, ReturnService returns) {
        this.orders = orders;
        this.returns = returns;
    }

    void paymentReserved(PaymentReserved message) {
        orders.answer(new OrderId(message.orderId()), new Trigger.PaymentReserved(message.paymentId(),
                Money.of(message.amount(), message.currency())));
    }

    void paymentDeclined(PaymentDeclined message) {
        orders.answer(new OrderId(message.orderId()),
                new Trigger.PaymentDeclined(message.reason(), message.triesLeft()));
    }

    /** A refund that an operator granted, or a cancellation brought about, is payment's own business. */
    void paymentRefunded(PaymentRefunded message) {
        if (message.returnId() != null) {
            returns.refunded(new ReturnId(message.returnId()), new OrderId(message.orderId()),
                    Money.of(message.amount(), message.currency()));
        }
    }

    void paymentAlarmRaised(PaymentAlarmRaised message) {
        orders.raiseAlarm(new OrderId(message.orderId()),
                "Payment is " + message.state() + " and met " + message.cause());
    }
}
