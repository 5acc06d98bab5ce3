package dev.souk.goodshop.order;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Repository;

@Repository
class Orders {

    Instant placedAt(Clock clock) {
        return Instant.now(clock);
    }
}
