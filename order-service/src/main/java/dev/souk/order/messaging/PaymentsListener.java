package dev.souk.order.messaging;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.souk.common.messaging.IncomingMessage;
import dev.souk.common.money.Money;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderService;
import dev.souk.order.checkout.OrderService.Told;
import dev.souk.order.checkout.Trigger;
import dev.souk.order.invoice.InvoiceService;
import dev.souk.order.returns.ReturnId;
import dev.souk.order.returns.ReturnService;

/** What became of the money. */
@Component
class PaymentsListener {

    record PaymentReserved(UUID paymentId, UUID orderId, long amount, String currency) {

        Told told() {
            return new Told(new OrderId(orderId), new Trigger.PaymentReserved(paymentId, Money.of(amount, currency)));
        }
    }

    record PaymentDeclined(UUID orderId, String reason, int triesLeft) {

        Told told() {
            return new Told(new OrderId(orderId), new Trigger.PaymentDeclined(reason, triesLeft));
        }
    }

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

    /** What one message does to an order does not depend on what one of another kind does to it. */
    void take(List<IncomingMessage> messages) {
        List<Told> told = messages.stream().flatMap(PaymentsListener::told).toList();
        List<PaymentRefunded> refunds = of(messages, PaymentRefunded.class).filter(it -> it.returnId() != null)
                .toList();
        if (!refunds.isEmpty()) {
            // together with those that answer below, because each refund locks its own order
            orders.lock(Stream.concat(told.stream().map(Told::order),
                    refunds.stream().map(it -> new OrderId(it.orderId()))).toList());
        }
        orders.answer(told);
        refunds.forEach(this::refunded);
        invoices.request(of(messages, PaymentCaptured.class).map(it -> new OrderId(it.orderId())).toList());
        of(messages, PaymentAlarmRaised.class).forEach(it -> orders.raiseAlarm(new OrderId(it.orderId()),
                "Payment is " + it.state() + " and met " + it.cause()));
    }

    private static Stream<Told> told(IncomingMessage message) {
        return switch (message.type()) {
            case "PaymentReserved" -> Stream.of(message.data(PaymentReserved.class).told());
            case "PaymentDeclined" -> Stream.of(message.data(PaymentDeclined.class).told());
            default -> Stream.empty();
        };
    }

    private static <T> Stream<T> of(List<IncomingMessage> messages, Class<T> type) {
        return messages.stream().filter(message -> message.type().equals(type.getSimpleName()))
                .map(message -> message.data(type));
    }

    /** A refund that an operator granted, or a cancellation brought about, is payment's own business. */
    private void refunded(PaymentRefunded message) {
        if (message.returnId() != null) {
            returns.refunded(new ReturnId(message.returnId()), new OrderId(message.orderId()),
                    Money.of(message.amount(), message.currency()));
        }
    }
}
