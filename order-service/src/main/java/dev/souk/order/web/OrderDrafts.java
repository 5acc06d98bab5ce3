package dev.souk.order.web;

import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.souk.common.web.security.Caller;
import dev.souk.order.cart.CartOwner;
import dev.souk.order.cart.Carts;
import dev.souk.order.checkout.DeliveryAddress;
import dev.souk.order.checkout.OrderDraft;
import dev.souk.order.checkout.UserId;
import dev.souk.order.client.UserClient;
import dev.souk.order.pricing.Basket;
import dev.souk.order.pricing.Pricing;
import dev.souk.order.pricing.Quote;
import dev.souk.order.pricing.UnsellableSkus;
import dev.souk.order.promotion.Redemption;

/** Turns what a shopper asked for into what can be ordered, by asking the services that know. */
@Component
class OrderDrafts {

    private final Pricing pricing;
    private final UserClient users;
    private final Carts carts;

    OrderDrafts(Pricing pricing, UserClient users, Carts carts) {
        this.pricing = pricing;
        this.users = users;
        this.carts = carts;
    }

    /** What is to be ordered: the request's items, or what is in the cart. */
    Basket basket(Caller shopper, PlaceOrderRequest request) {
        Basket basket = request.basket();
        if (basket == null) {
            basket = carts.of(new CartOwner.Shopper(shopper.userId()));
        }
        if (basket.isEmpty()) {
            throw new EmptyCart();
        }
        return basket;
    }

    /** Waits for other services: never call it inside a transaction. */
    OrderDraft draft(Caller shopper, PlaceOrderRequest request, Basket basket) {
        UserId user = new UserId(shopper.userId());
        DeliveryAddress shipTo = address(request.addressId());
        try {
            Quote quote = pricing.quote(user, basket, shipTo.countryCode(), request.couponCode());
            return new OrderDraft(user, quote.lines(), quote.charges(),
                    quote.applied().stream().map(Redemption::of).toList(), shipTo, request.paymentToken());
        } catch (UnsellableSkus refusal) {
            throw UnsellableItems.in(request, refusal);
        }
    }

    private DeliveryAddress address(UUID id) {
        UserClient.Address address = users.address(id).orElseThrow(() -> new AddressNotFound(id));
        return new DeliveryAddress(address.recipient(), address.line1(), address.line2(), address.city(),
                address.region(), address.postalCode(), address.countryCode(), address.phone());
    }
}
