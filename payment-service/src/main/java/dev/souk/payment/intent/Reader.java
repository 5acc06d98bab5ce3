package dev.souk.payment.intent;

import java.util.UUID;

/** On whose behalf something is read. */
public record Reader(UUID userId, boolean operator) {

    boolean maySee(UUID owner) {
        return operator || userId.equals(owner);
    }
}
