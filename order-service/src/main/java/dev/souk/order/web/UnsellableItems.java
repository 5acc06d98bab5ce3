package dev.souk.order.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.souk.order.pricing.UnsellableSkus;

/** Which items of the request cannot be bought. */
final class UnsellableItems extends RuntimeException {

    private final List<Map<String, String>> errors;

    private UnsellableItems(UnsellableSkus refusal, List<Map<String, String>> errors) {
        super(refusal.getMessage(), refusal);
        this.errors = List.copyOf(errors);
    }

    static UnsellableItems in(PlaceOrderRequest request, UnsellableSkus refusal) {
        List<Map<String, String>> errors = new ArrayList<>();
        List<PlaceOrderRequest.Item> items = request.items() == null ? List.of() : request.items();
        for (int index = 0; index < items.size(); index++) {
            String sku = items.get(index).sku();
            if (refusal.skus().contains(sku)) {
                errors.add(Map.of("pointer", "/items/" + index + "/sku", "detail", sku + " is not for sale"));
            }
        }
        return new UnsellableItems(refusal, errors);
    }

    /** As problems show them; empty when the items were in the cart. */
    List<Map<String, String>> errors() {
        return errors;
    }
}
