package dev.souk.order.web;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.souk.order.checkout.OrderDraft;
import dev.souk.order.checkout.OrderLine;
import dev.souk.order.pricing.Basket;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What a shopper sends to buy. There is no price in it: what things cost is the catalogue's word alone.
 *
 * @param paymentMethod null to pay later
 * @param items         null to order what is in the cart
 * @param expectedTotal what the shopper was shown: the order is refused when it costs something else; null to order at any
 *                      price. Left out of the JSON when it is null, so that a request of before it existed still has the
 *                      hash that its idempotency key was stored with
 */
record PlaceOrderRequest(
        @NotNull UUID addressId,
        @Valid @Nullable PaymentMethod paymentMethod,
        @Nullable @Size(min = 1, max = 64) @Schema(example = "SPRING-10") String couponCode,
        @Nullable @Size(min = 1, max = OrderDraft.MAX_LINES) List<@NotNull @Valid Item> items,
        @Valid @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) Amount expectedTotal) {

    /** As the catalogue names what it sells. */
    static final String SKU = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    /** @param token the shopper's method as the provider named it; never a card number */
    record PaymentMethod(
            @NotNull @Size(max = 255) @Pattern(regexp = "[a-z]+_[A-Za-z0-9_]+", message = "must be a token of the provider, for example tok_visa") String token) {}

    record Item(@NotNull @Pattern(regexp = SKU, message = "is not a SKU") String sku,
            @NotNull @Min(1) @Max(OrderLine.MAX_QUANTITY) Integer quantity) {}

    @Nullable
    String paymentToken() {
        return paymentMethod == null ? null : paymentMethod.token();
    }

    /** Null when the cart is meant. */
    @Nullable
    Basket basket() {
        return items == null
                ? null
                : Basket.of(items.stream().map(item -> new Basket.Item(item.sku(), item.quantity())).toList());
    }
}
