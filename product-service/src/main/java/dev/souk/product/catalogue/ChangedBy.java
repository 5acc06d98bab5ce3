package dev.souk.product.catalogue;

import java.util.UUID;

/** Who or what made a new version of a product. */
public sealed interface ChangedBy {

    /** Somebody who edits the catalogue. */
    record Operator(UUID userId) implements ChangedBy {}

    /** A partner's feed. */
    record Import(UUID importId) implements ChangedBy {}

    /** A sale that began or ended. */
    record PriceSchedule() implements ChangedBy {}
}
