package dev.souk.order.overview;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.souk.order.checkout.OrderId;

/**
 * The read model of orders: their own rows, which change with the aggregate, and beside them what the others have said. What is
 * heard is written in the transaction that marks the message as heard, so that each counts once; the messages of one order come
 * in the order in which each service has said them.
 */
@Service
@Transactional
public class OverviewService {

    private final Overviews overviews;

    OverviewService(Overviews overviews) {
        this.overviews = overviews;
    }

    public void paymentBecame(OrderId order, OrderOverview.Payment.Status status) {
        overviews.payment(order, status);
    }

    /** @param amount in minor units of the order's currency */
    public void captured(OrderId order, long amount) {
        overviews.captured(order, amount);
    }

    /** @param amount of this refund, in minor units of the order's currency */
    public void refunded(OrderId order, long amount) {
        overviews.refunded(order, amount);
    }

    public void parcelCreated(OrderId order) {
        overviews.parcels(order, 1, 0, 0);
    }

    public void parcelDispatched(OrderId order) {
        overviews.parcels(order, 0, 1, 0);
    }

    public void parcelDelivered(OrderId order) {
        overviews.parcels(order, 0, 0, 1);
    }

    public void parcelsCancelled(OrderId order) {
        overviews.noParcels(order);
    }

    /** Newest first, beginning after the given one. */
    @Transactional(readOnly = true)
    public List<OrderOverview> find(OrderQuery query, @Nullable OrderId after, int limit) {
        return overviews.find(query, after, limit);
    }
}
