package dev.souk.common.web.idempotency;

import java.util.Optional;

/** What is being answered at this moment, by all instances. Saves work, and may be wrong in either direction. */
@FunctionalInterface
interface RequestsInFlight {

    /**
     * Returns at once whether or not it can be known.
     *
     * @return what to do when the answer is given; empty when somebody else is at it
     */
    Optional<Runnable> enter(String name);
}
