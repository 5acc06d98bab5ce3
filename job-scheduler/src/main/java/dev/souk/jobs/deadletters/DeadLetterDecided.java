package dev.souk.jobs.deadletters;

/** Somebody has decided otherwise before. */
public final class DeadLetterDecided extends RuntimeException {

    DeadLetterDecided(KeptLetter letter) {
        super("Dead letter " + letter.id() + " is " + letter.status() + " already; that stands");
    }
}
