package dev.souk.order.web;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.common.web.idempotency.Answer;
import dev.souk.common.web.idempotency.IdempotentRequests;
import dev.souk.common.web.security.Caller;
import dev.souk.order.cart.CartOwner;
import dev.souk.order.cart.Carts;
import dev.souk.order.checkout.OrderDraft;
import dev.souk.order.checkout.OrderService;
import dev.souk.order.pricing.Basket;

/**
 * Places an order once for each {@code Idempotency-Key}. The other services are asked before the transaction begins, and
 * not at all when the key was answered before: a repeated request gets the answer of that time, whatever things cost now.
 */
@Component
class OrderPlacement {

    private static final Logger log = LoggerFactory.getLogger(OrderPlacement.class);

    private final IdempotentRequests requests;
    private final TransactionOperations transaction;
    private final OrderDrafts drafts;
    private final OrderService orders;
    private final Carts carts;

    OrderPlacement(IdempotentRequests requests, TransactionOperations transaction, OrderDrafts drafts,
            OrderService orders, Carts carts) {
        this.requests = requests;
        this.transaction = transaction;
        this.drafts = drafts;
        this.orders = orders;
        this.carts = carts;
    }

    Answer<OrderResponse> place(Caller shopper, @Nullable String key, PlaceOrderRequest request) {
        return requests.find(owner(shopper), key, request, OrderResponse.class)
                .orElseGet(() -> placeNew(shopper, key, request));
    }

    private Answer<OrderResponse> placeNew(Caller shopper, @Nullable String key, PlaceOrderRequest request) {
        OrderDraft draft = drafts.draft(shopper, request);
        Answer<OrderResponse> answer = transaction.execute(
                _ -> requests.once(owner(shopper), key, request, OrderResponse.class, () -> place(draft)));
        if (request.items() == null) {
            takeFromCart(shopper, draft);
        }
        return answer;
    }

    private Answer<OrderResponse> place(OrderDraft draft) {
        OrderResponse placed = OrderResponse.of(orders.place(draft));
        return Answer.created("/api/v1/orders/" + placed.id(), placed);
    }

    /** The order stands whatever becomes of the cart, so Redis may be away. */
    private void takeFromCart(Caller shopper, OrderDraft draft) {
        Map<String, Integer> ordered = new LinkedHashMap<>();
        draft.lines().forEach(line -> ordered.put(line.sku(), line.quantity()));
        try {
            carts.removeOrdered(new CartOwner.Shopper(shopper.userId()), new Basket(ordered));
        } catch (DependencyUnavailable away) {
            log.warn("The cart still shows what was just ordered, because Redis is away", away);
        }
    }

    private static String owner(Caller shopper) {
        return "orders:" + shopper.userId();
    }
}
