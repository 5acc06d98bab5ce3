package dev.souk.jobs.deadletters;

import java.util.UUID;

/** There is no such letter. */
public final class DeadLetterNotFound extends RuntimeException {

    DeadLetterNotFound(UUID id) {
        super("There is no dead letter " + id);
    }
}
