package dev.souk.order.web;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import dev.souk.common.web.security.Caller;
import dev.souk.order.checkout.OrderDraft;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** What the cart would cost as an order at this moment; nothing is stored. */
@RestController
class QuoteController {

    /** @param couponCode in any case */
    record QuoteRequest(@NotNull UUID addressId,
            @Nullable @Size(min = 1, max = 64) @Schema(example = "SPRING-10") String couponCode) {}

    private final OrderDrafts drafts;

    QuoteController(OrderDrafts drafts) {
        this.drafts = drafts;
    }

    @PostMapping("/api/v1/cart/quote")
    @Operation(summary = "What the cart costs as an order", description = "Nothing is stored or promised: send total as the order's expectedTotal, and the order is refused with what has changed when it would cost something else. Of the promotions the best for the shopper are taken; a coupon that would not make it cheaper is left alone.")
    PriceResponse quote(Caller caller, @RequestBody @Valid QuoteRequest request) {
        PlaceOrderRequest order = new PlaceOrderRequest(request.addressId(), null, request.couponCode(), null, null);
        OrderDraft draft = drafts.draft(caller, order, drafts.basket(caller, order));
        return PriceResponse.of(draft.lines(), draft.charges(), draft.total());
    }
}
