package dev.souk.order.web;

import java.util.LinkedHashMap;
import java.util.List;
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
import dev.souk.order.cart.CartChange;
import dev.souk.order.cart.CartOwner;
import dev.souk.order.cart.CartRefresh;
import dev.souk.order.cart.Carts;
import dev.souk.order.checkout.OrderDraft;
import dev.souk.order.checkout.OrderService;
import dev.souk.order.flashsale.Admissions;
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
    private final Admissions admissions;
    private final OrderDrafts drafts;
    private final OrderService orders;
    private final Carts carts;
    private final CartRefresh refresh;

    OrderPlacement(IdempotentRequests requests, TransactionOperations transaction, Admissions admissions,
            OrderDrafts drafts, OrderService orders, Carts carts, CartRefresh refresh) {
        this.requests = requests;
        this.transaction = transaction;
        this.admissions = admissions;
        this.drafts = drafts;
        this.orders = orders;
        this.carts = carts;
        this.refresh = refresh;
    }

    Answer<OrderResponse> place(Caller shopper, @Nullable String key, PlaceOrderRequest request) {
        return requests.find(owner(shopper), key, request, OrderResponse.class)
                .orElseGet(() -> placeNew(shopper, key, request));
    }

    private Answer<OrderResponse> placeNew(Caller shopper, @Nullable String key, PlaceOrderRequest request) {
        Basket basket = drafts.basket(shopper, request);
        // before anybody else is asked: a rush stays here
        admissions.enter(shopper.userId(), basket.quantities());
        OrderDraft draft = drafts.draft(shopper, request, basket);
        refuseAnotherTotal(shopper, request, draft);
        Answer<OrderResponse> answer = transaction.execute(
                _ -> requests.once(owner(shopper), key, request, OrderResponse.class, () -> place(draft)));
        if (request.items() == null) {
            takeFromCart(shopper, draft);
        }
        return answer;
    }

    private void refuseAnotherTotal(Caller shopper, PlaceOrderRequest request, OrderDraft draft) {
        if (request.expectedTotal() == null || request.expectedTotal().money().equals(draft.total())) {
            return;
        }
        List<CartChange> changes = request.items() == null
                ? refresh.changes(new CartOwner.Shopper(shopper.userId()), basketOf(draft))
                : List.of();
        throw new TotalChanged(request.expectedTotal().money(),
                PriceResponse.of(draft.lines(), draft.charges(), draft.total()),
                changes.stream().map(CartResponse.Change::of).toList());
    }

    private Answer<OrderResponse> place(OrderDraft draft) {
        OrderResponse placed = OrderResponse.of(orders.place(draft));
        return Answer.created("/api/v1/orders/" + placed.id(), placed);
    }

    /** The order stands whatever becomes of the cart, so Redis may be away. */
    private void takeFromCart(Caller shopper, OrderDraft draft) {
        try {
            carts.removeOrdered(new CartOwner.Shopper(shopper.userId()), basketOf(draft));
        } catch (DependencyUnavailable away) {
            log.warn("The cart still shows what was just ordered, because Redis is away", away);
        }
    }

    private static Basket basketOf(OrderDraft draft) {
        Map<String, Integer> quantities = new LinkedHashMap<>();
        draft.lines().forEach(line -> quantities.put(line.sku(), line.quantity()));
        return new Basket(quantities);
    }

    private static String owner(Caller shopper) {
        return "orders:" + shopper.userId();
    }
}
