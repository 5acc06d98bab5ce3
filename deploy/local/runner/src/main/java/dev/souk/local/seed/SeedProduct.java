package dev.souk.local.seed;

import java.util.Map;

/**
 * A line of the demonstration feed, with the fields of the Google product feed that Souk reads.
 *
 * @param price for example {@code 49.99 USD}
 * @param category from the root, separated by {@code >}
 */
record SeedProduct(
        String id,
        String title,
        String name,
        String brand,
        String description,
        String price,
        String category,
        Map<String, Object> attributes) {}
