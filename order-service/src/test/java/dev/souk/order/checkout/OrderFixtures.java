package dev.souk.order.checkout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;

/** Orders to try things on. */
public final class OrderFixtures {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    public static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    public static final UserId SHOPPER = new UserId(UUID.fromString("0195a000-0000-7000-8000-000000000001"));
    public static final UserId OPERATOR = new UserId(UUID.fromString("0195a000-0000-7000-8000-000000000002"));
    public static final Money TOTAL = Money.of(4_997, "USD");
    public static final UUID PROMOTION = UUID.fromString("0195a000-0000-7000-8000-00000000000f");
    public static final UUID RETURN = UUID.fromString("0195a000-0000-7000-8000-000000000009");
    public static final String VISA = "tok_visa";

    static final Trigger STOCK_RESERVED = new Trigger.StockReserved();
    static final Trigger STOCK_REJECTED = new Trigger.StockRejected();
    static final Trigger PAYMENT_RESERVED = new Trigger.PaymentReserved(UUID.randomUUID(), TOTAL);
    static final Trigger DECLINED_ONCE = new Trigger.PaymentDeclined("insufficient funds", 2);
    static final Trigger DECLINED_FOR_GOOD = new Trigger.PaymentDeclined("insufficient funds", 0);
    static final Trigger CANCEL = new Trigger.CancellationWish(CancellationReason.BY_SHOPPER, "changed my mind",
            null);
    static final Trigger CANCEL_BY_OPERATOR = new Trigger.CancellationWish(CancellationReason.BY_OPERATOR,
            "asked to on the phone", OPERATOR);
    static final Trigger UNPAID = new Trigger.UnpaidTimeout();
    static final Trigger SHIPMENT_CREATED = new Trigger.ShipmentCreated();
    static final Trigger DISPATCHED = new Trigger.ShipmentDispatched();
    static final Trigger DELIVERED = new Trigger.ShipmentDelivered();
    static final Trigger SHIPMENT_CANCELLED = new Trigger.ShipmentCancelled();
    static final Trigger CANCELLATION_REFUSED = new Trigger.ShipmentCancellationRefused("dispatched");
    static final Trigger RETURN_REQUESTED = new Trigger.ReturnRequested(RETURN);
    static final Trigger RETURN_RECEIVED = new Trigger.ReturnMoved(RETURN, ReturnStep.RECEIVED, OPERATOR);
    static final Trigger EVERYTHING_RETURNED = new Trigger.EverythingReturned();

    /** One of each, in the order of the columns of the tests' table. */
    static final List<Trigger> TRIGGERS = List.of(STOCK_RESERVED, STOCK_REJECTED, PAYMENT_RESERVED, DECLINED_ONCE,
            DECLINED_FOR_GOOD, CANCEL, UNPAID, SHIPMENT_CREATED, DISPATCHED, DELIVERED, SHIPMENT_CANCELLED,
            CANCELLATION_REFUSED, RETURN_REQUESTED, RETURN_RECEIVED, EVERYTHING_RETURNED);

    private OrderFixtures() {
    }

    public static OrderDraft draft(@Nullable String paymentToken) {
        return new OrderDraft(SHOPPER, List.of(
                new OrderLine("MUG-1", "Mug", 2, Money.of(1_999, "USD")),
                new OrderLine("TEA-7", "Tea", 1, Money.of(999, "USD"))), charges(), List.of(),
                new DeliveryAddress("Ada", "1 Way", null, "Basel", null, "4051", "CH", null), paymentToken);
    }

    /** Four dollars for shipping, and four off. */
    private static Charges charges() {
        return new Charges(List.of(
                new Charges.OfLine(usd(2_499), usd(300), usd(277)),
                new Charges.OfLine(null, usd(100), usd(67))),
                new Charges.OfShipping(usd(400), usd(0), usd(30)),
                List.of(new Discount(PROMOTION, "FOUR-OFF", "Four dollars off", usd(400))), true);
    }

    private static Money usd(long amount) {
        return Money.of(amount, "USD");
    }

    static Order placed() {
        return place(draft(VISA));
    }

    public static Order place(OrderDraft draft) {
        return saved(Order.place(draft, NOON, HALF_AN_HOUR));
    }

    /** An order to which all of this has happened, in that order, and been saved. */
    static Order after(Trigger... triggers) {
        Order order = placed();
        for (Trigger trigger : triggers) {
            order.answer(trigger, NOON);
        }
        return saved(order);
    }

    static Order in(OrderStatus status) {
        return switch (status) {
            case PENDING -> after();
            case AWAITING_PAYMENT -> after(STOCK_RESERVED);
            case CONFIRMED -> after(STOCK_RESERVED, PAYMENT_RESERVED);
            case CANCELLING -> after(STOCK_RESERVED, PAYMENT_RESERVED, CANCEL);
            case SHIPPED -> after(STOCK_RESERVED, PAYMENT_RESERVED, DISPATCHED);
            case DELIVERED -> after(STOCK_RESERVED, PAYMENT_RESERVED, DISPATCHED, DELIVERED);
            case CANCELLED -> after(STOCK_REJECTED);
            case RETURNED -> after(STOCK_RESERVED, PAYMENT_RESERVED, DISPATCHED, DELIVERED, RETURN_REQUESTED,
                    RETURN_RECEIVED, EVERYTHING_RETURNED);
        };
    }

    /** One of each kind, as an order's stream might hold them. */
    public static List<OrderEvent> everyEvent() {
        List<OrderEvent> events = new ArrayList<>();
        events.addAll(streamOf(STOCK_RESERVED, DECLINED_ONCE, PAYMENT_RESERVED, SHIPMENT_CREATED, CANCEL,
                CANCELLATION_REFUSED, DISPATCHED, DELIVERED, RETURN_REQUESTED, moved(ReturnStep.REJECTED),
                RETURN_REQUESTED, moved(ReturnStep.APPROVED), RETURN_RECEIVED, EVERYTHING_RETURNED,
                moved(ReturnStep.REFUNDED)));
        events.addAll(streamOf(CANCEL));
        events.addAll(streamOf(STOCK_RESERVED, PAYMENT_RESERVED, CANCEL_BY_OPERATOR, SHIPMENT_CANCELLED));
        return events;
    }

    private static Trigger moved(ReturnStep step) {
        return new Trigger.ReturnMoved(RETURN, step, step == ReturnStep.REFUNDED ? null : OPERATOR);
    }

    static List<OrderEvent> streamOf(Trigger... triggers) {
        Order order = Order.place(draft(VISA), NOON, HALF_AN_HOUR);
        for (Trigger trigger : triggers) {
            order.answer(trigger, NOON);
        }
        return order.unsaved();
    }

    private static Order saved(Order order) {
        order.saved();
        return order;
    }
}
