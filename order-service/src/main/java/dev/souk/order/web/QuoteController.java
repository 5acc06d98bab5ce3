package dev.souk.order.web;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import dev.souk.common.money.Money;
import dev.souk.common.web.security.Caller;
import dev.souk.order.checkout.OrderDraft;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** What the cart would cost as an order at this moment; nothing is stored. */
@RestController
class QuoteController {

    record QuoteRequest(@NotNull UUID addressId, @Nullable @Size(min = 1, max = 64) String couponCode) {}

    /** @param total the lines' sum: shipping is free and prices hold all taxes until rules for them are configured */
    record QuoteResponse(List<LineResponse> lines, Money shipping, Money tax, Money total) {

        static QuoteResponse of(OrderDraft draft) {
            Money total = draft.total();
            Money nothing = Money.zero(total.currency());
            return new QuoteResponse(draft.lines().stream().map(LineResponse::of).toList(), nothing, nothing, total);
        }
    }

    private final OrderDrafts drafts;

    QuoteController(OrderDrafts drafts) {
        this.drafts = drafts;
    }

    @PostMapping("/api/v1/cart/quote")
    QuoteResponse quote(Caller caller, @RequestBody @Valid QuoteRequest request) {
        PlaceOrderRequest asOrder = new PlaceOrderRequest(request.addressId(), null, request.couponCode(), null);
        return QuoteResponse.of(drafts.draft(caller, asOrder));
    }
}
