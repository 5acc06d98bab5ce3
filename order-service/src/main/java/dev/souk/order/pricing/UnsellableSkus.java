package dev.souk.order.pricing;

import java.util.List;

/** Some of what was asked for is not in the catalogue, or not for sale any more. */
public final class UnsellableSkus extends RuntimeException {

    private final List<String> skus;

    UnsellableSkus(List<String> skus) {
        super("These SKUs are not for sale: " + String.join(", ", skus));
        this.skus = List.copyOf(skus);
    }

    public List<String> skus() {
        return skus;
    }
}
