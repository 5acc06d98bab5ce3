package dev.souk.badshop.order;

import java.time.Instant;

final class SystemTimeInDomain {

    Instant placedAt() {
        return Instant.now();
    }
}
