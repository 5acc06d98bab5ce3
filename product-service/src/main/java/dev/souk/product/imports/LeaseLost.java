package dev.souk.product.imports;

import java.util.UUID;

/** Another worker has taken the import over; what this one has not committed is void. */
final class LeaseLost extends RuntimeException {

    LeaseLost(UUID importId) {
        super("another worker has taken over import " + importId);
    }
}
