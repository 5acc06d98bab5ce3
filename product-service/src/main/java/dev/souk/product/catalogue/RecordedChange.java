package dev.souk.product.catalogue;

import java.time.Instant;
import java.util.List;

/**
 * A version in the history of a product.
 *
 * @param changes empty for the version with which the product was created
 */
public record RecordedChange(Instant at, ChangedBy by, long version, List<FieldChange> changes) {}
