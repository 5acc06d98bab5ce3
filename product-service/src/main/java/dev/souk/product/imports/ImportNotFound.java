package dev.souk.product.imports;

import java.util.UUID;

/** There is no such import. */
public final class ImportNotFound extends RuntimeException {

    ImportNotFound(UUID id) {
        super("no import has the id " + id);
    }
}
