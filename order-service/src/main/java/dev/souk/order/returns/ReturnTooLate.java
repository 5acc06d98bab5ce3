package dev.souk.order.returns;

import java.time.Instant;

/** The time to send something back is over. */
public final class ReturnTooLate extends RuntimeException {

    ReturnTooLate(Instant end) {
        super("What was delivered could be returned until " + end);
    }
}
