package dev.souk.order.web;

import dev.souk.common.web.conditions.IfMatch;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.UUID;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
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

import dev.souk.common.web.security.Caller;
import dev.souk.order.cart.CartOwner;
import dev.souk.order.cart.CartRefresh;
import dev.souk.order.cart.Carts;
import dev.souk.order.cart.InvalidCartId;
import dev.souk.order.checkout.OrderLine;
import dev.souk.order.pricing.Basket;
import dev.souk.order.pricing.Pricing;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * The cart of whoever has signed in, or of a guest who knows its {@code Cart-Id}; a guest without one is given one. A change may
 * name the cart that it was made of by {@code If-Match}: it is refused then when another tab has changed the cart meanwhile.
 */
@RestController
@RequestMapping("/api/v1/cart")
class CartController {

    private static final String CART_ID = "Cart-Id";
    private static final String KNOWN_BY = "A guest's cart; without it a guest gets a new cart, whose Cart-Id is in the answer. Of no meaning with a token";
    private static final String SKU_IN_CART = "A SKU";

    /** @param quantity replaces the one that is in the cart */
    record PutItemRequest(@NotNull @Min(1) @Max(OrderLine.MAX_QUANTITY) @Schema(example = "2") Integer quantity) {}

    private final Carts carts;
    private final CartRefresh refresh;
    private final Pricing pricing;

    CartController(Carts carts, CartRefresh refresh, Pricing pricing) {
        this.carts = carts;
        this.refresh = refresh;
        this.pricing = pricing;
    }

    @GetMapping
    @Operation(summary = "The cart, at the prices and with the stock of this moment", description = "changes is what differs from what was last shown of it. Its ETag may be sent as If-Match with a change.")
    ResponseEntity<CartResponse> show(@Nullable Caller caller,
            @Parameter(description = KNOWN_BY) @RequestHeader(name = CART_ID, required = false) @Nullable String cartId) {
        CartOwner owner = owner(caller, cartId);
        return answer(owner, carts.of(owner));
    }

    @PutMapping("/items/{sku}")
    @Operation(summary = "Put something into the cart", description = "Up to 50 different SKUs and 1,000 pieces of each. A guest's cart is kept for 14 days after its last use, a shopper's for 90, unless configured otherwise.")
    ResponseEntity<CartResponse> put(@Nullable Caller caller,
            @Parameter(description = KNOWN_BY) @RequestHeader(name = CART_ID, required = false) @Nullable String cartId,
            @Nullable IfMatch ifMatch,
            @Parameter(description = SKU_IN_CART) @PathVariable @Pattern(regexp = PlaceOrderRequest.SKU, message = "is not a SKU") String sku,
            @RequestBody @Valid PutItemRequest request) {
        CartOwner owner = owner(caller, cartId);
        // asked before anything is stored: nothing has changed when it is not for sale, or the catalogue does not answer
        pricing.requireSellable(Basket.of(List.of(new Basket.Item(sku, request.quantity()))));
        return answer(owner, carts.put(owner, sku, request.quantity(), seenBy(ifMatch)));
    }

    @DeleteMapping("/items/{sku}")
    @Operation(summary = "Take something out of the cart")
    ResponseEntity<CartResponse> remove(@Nullable Caller caller,
            @Parameter(description = KNOWN_BY) @RequestHeader(name = CART_ID, required = false) @Nullable String cartId,
            @Nullable IfMatch ifMatch,
            @Parameter(description = SKU_IN_CART) @PathVariable String sku) {
        CartOwner owner = owner(caller, cartId);
        return answer(owner, carts.remove(owner, sku, seenBy(ifMatch)));
    }

    @DeleteMapping
    @ApiResponse(responseCode = "204", description = "It is empty")
    @Operation(summary = "Empty the cart")
    ResponseEntity<Void> clear(@Nullable Caller caller,
            @Parameter(description = KNOWN_BY) @RequestHeader(name = CART_ID, required = false) @Nullable String cartId) {
        carts.clear(owner(caller, cartId));
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/merge")
    @Operation(summary = "Bring what was put into the cart before signing in", description = "Quantities add up, to the limits of a cart at most, and the guest's cart ends. May be repeated.")
    ResponseEntity<CartResponse> merge(Caller caller,
            @Parameter(description = "The guest's cart") @RequestHeader(CART_ID) String cartId) {
        CartOwner.Shopper shopper = new CartOwner.Shopper(caller.userId());
        return answer(shopper, carts.merge(guest(cartId), shopper));
    }

    private ResponseEntity<CartResponse> answer(CartOwner owner, Basket basket) {
        ResponseEntity.BodyBuilder response = ResponseEntity.ok().eTag("\"" + Carts.tagOf(basket) + "\"")
                .cacheControl(CacheControl.noStore());
        if (owner instanceof CartOwner.Guest guest) {
            response.header(CART_ID, guest.cartId().toString());
        }
        return response.body(CartResponse.of(refresh.show(owner, basket)));
    }

    /** Null for a change that does not mind what the cart is by now. */
    private static @Nullable Predicate<String> seenBy(@Nullable IfMatch ifMatch) {
        return ifMatch == null || ifMatch.any() ? null : tag -> ifMatch.holds(tag::equals);
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
