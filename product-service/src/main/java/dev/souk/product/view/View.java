package dev.souk.product.view;

import dev.souk.product.catalogue.ProductId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A product was looked at. */
record View(Place place, ProductId product, String fingerprint) {

    /** Where it stands in the stream: the milliseconds since 1970 at which Redis got it, and a number among those. */
    record Place(long millis, long sequence) {}

    /** In UTC. */
    LocalDate day() {
        return LocalDate.ofInstant(Instant.ofEpochMilli(place.millis()), ZoneOffset.UTC);
    }
}
