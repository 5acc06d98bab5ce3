package dev.souk.order.messaging;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderService;
import dev.souk.order.checkout.Trigger;
import dev.souk.order.invoice.InvoiceService;
import dev.souk.order.returns.ReturnId;
import dev.souk.order.returns.ReturnService;

/** What became of the money. */
@Component
class PaymentsListener {

    record PaymentReserved(UUID paymentId, UUID orderId, long amount, String currency) {}

    record PaymentDeclined(UUID orderId, String reason, int triesLeft) {}

    record PaymentAlarmRaised(UUID orderId, String state, String cause) {}

    record PaymentCaptured(UUID orderId) {}

    record PaymentRefunded(UUID orderId, long amount, String currency, @Nullable UUID returnId) {}

    private final OrderService orders;
    private final ReturnService returns;
    private final InvoiceService invoices;

    PaymentsListener(OrderService orders, ReturnService returns, InvoiceService invoices) {
        this.orders = orders;
        this.returns = returns;
        this.invoices = invoices;
    }

    void paymentReserved(PaymentReserved message) {
        orders.answer(new OrderId(message.orderId()), new Trigger.PaymentReserved(message.paymentId(),
                Money.of(message.amount(), message.currency())));
    }

    void paymentDeclined(PaymentDeclined message) {
        orders.answer(new OrderId(message.orderId()),
                new Trigger.PaymentDeclined(message.reason(), message.triesLeft()));
    }

    void paymentCaptured(PaymentCaptured message) {
        invoices.request(new OrderId(message.orderId()));
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
