package dev.souk.product.imports;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A file of a partner that is imported again and again.
 *
 * @param name that operators have given it
 * @param lastImport which may be running
 */
public record Feed(String name, String url, Instant registeredAt, Optional<LastImport> lastImport) {

    /** How far an import of a feed is, in short. */
    public record LastImport(UUID id, CatalogueImport.Status status) {}
}
