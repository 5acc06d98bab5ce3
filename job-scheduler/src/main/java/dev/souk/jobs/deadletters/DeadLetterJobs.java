package dev.souk.jobs.deadletters;

import org.springframework.stereotype.Component;

import com.xxl.job.core.context.XxlJobHelper;
import com.xxl.job.core.handler.annotation.XxlJob;

/** What happens to letters without a person. The jobs may run twice or overlap: a letter is replayed once. */
@Component
class DeadLetterJobs {

    private static final String REPLAY = "replayDeadLetters";

    /** In one run, so that consumers which just got well again are not flooded. */
    private static final int MOST = 200;

    private static final int PIECE = 1_000;

    private final DeadLetterDesk desk;

    DeadLetterJobs(DeadLetterDesk desk) {
        this.desk = desk;
    }

    /** Fails when letters wait for a person, so that the admin alerts one. Executors share the letters as they come. */
    @XxlJob(REPLAY)
    void replayDeadLetters() {
        String result = desk.replayPassing("job " + REPLAY, MOST) + " dead letters replayed";
        int forPeople = desk.open().forPeople();
        if (forPeople == 0) {
            XxlJobHelper.handleSuccess(result);
        } else {
            XxlJobHelper.handleFail(result + ", " + forPeople
                    + " wait for a decision: see GET /api/v1/ops/dead-letters?status=OPEN");
        }
    }

    /** Forgets old decisions. */
    @XxlJob("forgetDeadLetters")
    void forgetDeadLetters() {
        int forgotten = 0;
        int piece;
        do {
            piece = desk.forgetDecided(PIECE);
            forgotten += piece;
        } while (piece == PIECE);
        XxlJobHelper.handleSuccess(forgotten + " dead letters forgotten");
    }
}
