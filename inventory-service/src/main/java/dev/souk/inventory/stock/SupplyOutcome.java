package dev.souk.inventory.stock;

/**
 * What a bulk supply did.
 *
 * @param applied  SKUs whose stock changed
 * @param repeated SKUs that had been supplied under the same reference before, and were left alone
 */
public record SupplyOutcome(int applied, int repeated) {}
