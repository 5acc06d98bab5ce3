package dev.souk.order.checkout;

import org.jspecify.annotations.Nullable;

/** Where the parcels go: a copy, because the shopper may edit the original tomorrow. */
public record DeliveryAddress(String recipient, String line1, @Nullable String line2, String city,
        @Nullable String region, String postalCode, String countryCode, @Nullable String phone) {

    private static final String ERASED = "(erased)";

    /** What remains once nobody may know where it went: the country, which taxes are owed to. */
    DeliveryAddress withoutPerson() {
        return new DeliveryAddress(ERASED, ERASED, null, ERASED, null, ERASED, countryCode, null);
    }
}
