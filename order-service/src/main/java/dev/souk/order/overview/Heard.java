package dev.souk.order.overview;

import org.jspecify.annotations.Nullable;

import dev.souk.order.checkout.OrderId;

/**
 * What was said of an order by others: in one message, or in several one after the other.
 *
 * @param payment     null when nothing was said of it
 * @param captured    in minor units of the order's currency, in all; null when nothing was said of it
 * @param refunded    in minor units of the order's currency, by this
 * @param parcelsGone whether those of before are no more; the further ones come after that
 */
public record Heard(OrderId order, OrderOverview.Payment.@Nullable Status payment, @Nullable Long captured,
        long refunded,
        boolean parcelsGone, int created, int dispatched, int delivered) {

    public static Heard payment(OrderId order, OrderOverview.Payment.Status status) {
        return new Heard(order, status, null, 0, false, 0, 0, 0);
    }

    public static Heard captured(OrderId order, long amount) {
        return new Heard(order, OrderOverview.Payment.Status.CAPTURED, amount, 0, false, 0, 0, 0);
    }

    public static Heard refunded(OrderId order, long amount) {
        return new Heard(order, null, null, amount, false, 0, 0, 0);
    }

    public static Heard parcelCreated(OrderId order) {
        return new Heard(order, null, null, 0, false, 1, 0, 0);
    }

    public static Heard parcelDispatched(OrderId order) {
        return new Heard(order, null, null, 0, false, 0, 1, 0);
    }

    public static Heard parcelDelivered(OrderId order) {
        return new Heard(order, null, null, 0, false, 0, 0, 1);
    }

    public static Heard parcelsCancelled(OrderId order) {
        return new Heard(order, null, null, 0, true, 0, 0, 0);
    }

    /** This, and then the other of the same order. */
    Heard and(Heard later) {
        return new Heard(order, later.payment == null ? payment : later.payment,
                later.captured == null ? captured : later.captured, refunded + later.refunded,
                parcelsGone || later.parcelsGone, (later.parcelsGone ? 0 : created) + later.created,
                (later.parcelsGone ? 0 : dispatched) + later.dispatched,
                (later.parcelsGone ? 0 : delivered) + later.delivered);
    }
}
