package dev.souk.product.catalogue;

import java.time.Instant;
import java.util.List;

/**
 * A version in the history of a product.
 *
 * @param changes empty for the first version, and for one that says the same again
 */
public record RecordedChange(Instant at, ChangedBy by, long version, List<FieldChange> changes) {}
