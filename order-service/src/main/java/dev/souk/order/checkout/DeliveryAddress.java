package dev.souk.order.checkout;

import org.jspecify.annotations.Nullable;

/** Where the parcels go: a copy, because the shopper may edit the original tomorrow. */
public record DeliveryAddress(String recipient, String line1, @Nullable String line2, String city,
        @Nullable String region, String postalCode, String countryCode, @Nullable String phone) {}
