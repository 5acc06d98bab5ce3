package dev.souk.jobs.deadletters;

/** No consumer could ever read that message. */
public final class DeadLetterNotReplayable extends RuntimeException {

    DeadLetterNotReplayable(KeptLetter letter) {
        super("Dead letter " + letter.id() + " has not what a message needs, or does not say whose it is: no replay can"
                + " mend that. Discard it, and mend who sent it");
    }
}
