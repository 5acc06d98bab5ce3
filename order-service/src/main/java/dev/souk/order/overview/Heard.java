package dev.souk.order.overview;

import org.jspecify.annotations.Nullable;

import dev.souk.order.checkout.OrderId;

/**
 * What was said of an order by others: in one message, or in several one after the other.
 *
 * @param payment     null when nothing was said of it
 * @param captured    in minor units of the order's currency, in all; null when nothing was said of it
 * @param refundedAtLeast in minor units of the order's currency, in all
 * @param refunded    in minor units of the order's currency, by this and in addition
 * @param parcelsGone whether there are no more, and never will be
 */
public record Heard(OrderId order, OrderOverview.Payment.@Nullable Status payment, @Nullable Long captured,
        long refundedAtLeast, long refunded, boolean parcelsGone, int created, int dispatched, int delivered) {

    public static Heard payment(OrderId order, OrderOverview.Payment.Status status) {
        return new Heard(order, status, null, 0, 0, false, 0, 0, 0);
    }

    public static Heard captured(OrderId order, long amount) {
        return new Heard(order, OrderOverview.Payment.Status.CAPTURED, amount, 0, 0, false, 0, 0, 0);
    }

    /** @param inAll up to and with this one, however often it is said; null when it was not said, and then it counts each time */
    public static Heard refunded(OrderId order, long amount, @Nullable Long inAll) {
        return new Heard(order, null, null, inAll == null ? 0 : inAll, inAll == null ? amount : 0, false, 0, 0, 0);
    }

    public static Heard parcelCreated(OrderId order) {
        return new Heard(order, null, null, 0, 0, false, 1, 0, 0);
    }

    public static Heard parcelDispatched(OrderId order) {
        return new Heard(order, null, null, 0, 0, false, 0, 1, 0);
    }

    public static Heard parcelDelivered(OrderId order) {
        return new Heard(order, null, null, 0, 0, false, 0, 0, 1);
    }

    public static Heard parcelsCancelled(OrderId order) {
        return new Heard(order, null, null, 0, 0, true, 0, 0, 0);
    }

    /** This, and then the other of the same order. */
    Heard and(Heard later) {
        boolean gone = parcelsGone || later.parcelsGone;
        return new Heard(order, latest(payment, later.payment), later.captured == null ? captured : later.captured,
                Math.max(refundedAtLeast, later.refundedAtLeast - refunded), refunded + later.refunded, gone,
                gone ? 0 : created + later.created, gone ? 0 : dispatched + later.dispatched,
                gone ? 0 : delivered + later.delivered);
    }

    /** In the order in which they may follow each other, however they come. */
    private static OrderOverview.Payment.@Nullable Status latest(OrderOverview.Payment.@Nullable Status one,
            OrderOverview.Payment.@Nullable Status other) {
        return one == null || other != null && one.compareTo(other) < 0 ? other : one;
    }
}
