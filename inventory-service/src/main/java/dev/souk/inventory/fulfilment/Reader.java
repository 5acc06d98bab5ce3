package dev.souk.inventory.fulfilment;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** On whose behalf something is read. */
public record Reader(UUID userId, boolean operator) {

    boolean maySee(@Nullable UUID owner) {
        return operator || userId.equals(owner);
    }
}
