package dev.souk.jobs.deadletters;

import java.time.Duration;

/** Nothing good can come of a replay. */
public final class DeadLetterNotReplayable extends RuntimeException {

    private DeadLetterNotReplayable(String message) {
        super(message);
    }

    static DeadLetterNotReplayable unreadable(KeptLetter letter) {
        return new DeadLetterNotReplayable(
                "Dead letter " + letter.id() + " has not what a message needs, or does not say"
                        + " whose it is: no replay can mend that. Discard it, and mend who sent it");
    }

    static DeadLetterNotReplayable old(KeptLetter letter, Duration replayWithin) {
        return new DeadLetterNotReplayable("The message of dead letter " + letter.id() + " is older than "
                + replayWithin.toDays()
                + " days: its consumer may have forgotten that it has seen it, and would do it twice."
                + " Discard it, and do by the API what it says if that is still wanted");
    }
}
