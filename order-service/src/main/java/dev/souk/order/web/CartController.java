package dev.souk.order.web;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.common.web.security.Caller;
import dev.souk.order.cart.CartOwner;
import dev.souk.order.cart.Carts;
import dev.souk.order.cart.InvalidCartId;
import dev.souk.order.checkout.OrderLine;
import dev.souk.order.pricing.Basket;
import dev.souk.order.pricing.Pricing;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** The cart of whoever has signed in, or of a guest who knows its {@code Cart-Id}; a guest without one is given one. */
@RestController
@RequestMapping("/api/v1/cart")
class CartController {

    private static final Logger log = LoggerFactory.getLogger(CartController.class);
    private static final String CART_ID = "Cart-Id";

    /** @param quantity replaces the one that is in the cart */
    record PutItemRequest(@NotNull @Min(1) @Max(OrderLine.MAX_QUANTITY) Integer quantity) {}

    private final Carts carts;
    private final Pricing pricing;

    CartController(Carts carts, Pricing pricing) {
        this.carts = carts;
        this.pricing = pricing;
    }

    @GetMapping
    ResponseEntity<CartResponse> show(@Nullable Caller caller,
            @RequestHeader(name = CART_ID, required = false) @Nullable String cartId) {
        CartOwner owner = owner(caller, cartId);
        return answer(owner, carts.of(owner));
    }

    @PutMapping("/items/{sku}")
    ResponseEntity<CartResponse> put(@Nullable Caller caller,
            @RequestHeader(name = CART_ID, required = false) @Nullable String cartId,
            @PathVariable @Pattern(regexp = PlaceOrderRequest.SKU, message = "is not a SKU") String sku,
            @RequestBody @Valid PutItemRequest request) {
        CartOwner owner = owner(caller, cartId);
        // asked before anything is stored: nothing has changed when it is not for sale, or the catalogue does not answer
        pricing.lines(Basket.of(List.of(new Basket.Item(sku, request.quantity()))));
        return answer(owner, carts.put(owner, sku, request.quantity()));
    }

    @DeleteMapping("/items/{sku}")
    ResponseEntity<CartResponse> remove(@Nullable Caller caller,
            @RequestHeader(name = CART_ID, required = false) @Nullable String cartId, @PathVariable String sku) {
        CartOwner owner = owner(caller, cartId);
        return answer(owner, carts.remove(owner, sku));
    }

    @DeleteMapping
    ResponseEntity<Void> clear(@Nullable Caller caller,
            @RequestHeader(name = CART_ID, required = false) @Nullable String cartId) {
        carts.clear(owner(caller, cartId));
        return ResponseEntity.noContent().build();
    }

    /** Brings what was put into the cart before signing in. */
    @PostMapping("/merge")
    ResponseEntity<CartResponse> merge(Caller caller, @RequestHeader(CART_ID) String cartId) {
        CartOwner.Shopper shopper = new CartOwner.Shopper(caller.userId());
        return answer(shopper, carts.merge(guest(cartId), shopper));
    }

    private ResponseEntity<CartResponse> answer(CartOwner owner, Basket basket) {
        ResponseEntity.BodyBuilder response = ResponseEntity.ok();
        if (owner instanceof CartOwner.Guest guest) {
            response.header(CART_ID, guest.cartId().toString());
        }
        return response.body(priced(basket));
    }

    /** A cart is stored and shown whatever becomes of the catalogue: the answer says then that its facts are missing. */
    private CartResponse priced(Basket basket) {
        try {
            return CartResponse.of(basket, pricing.variants(basket.skus()));
        } catch (DependencyUnavailable away) {
            log.warn("A cart is shown without prices, because the catalogue does not answer", away);
            return CartResponse.withoutPrices(basket);
        }
    }

    private static CartOwner owner(@Nullable Caller caller, @Nullable String cartId) {
        if (caller != null) {
            return new CartOwner.Shopper(caller.userId());
        }
        return cartId == null ? new CartOwner.Guest(UUID.randomUUID()) : guest(cartId);
    }

    private static CartOwner.Guest guest(String cartId) {
        try {
            return new CartOwner.Guest(UUID.fromString(cartId));
        } catch (IllegalArgumentException notAUuid) {
            throw new InvalidCartId();
        }
    }
}
