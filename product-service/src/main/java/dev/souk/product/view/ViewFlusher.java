package dev.souk.product.view;

import dev.souk.product.worker.Worker;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Counts the views of the last second. */
@Component
final class ViewFlusher extends Worker {

    private static final Duration TURN = Duration.ofSeconds(1);
    private static final int TURNS_OF_AN_HOUR = 3_600;

    private final ViewService views;
    private int turns;

    ViewFlusher(ViewService views) {
        super("view-flusher");
        this.views = views;
    }

    @Override
    protected Duration turn() {
        views.flush();
        if (turns++ % TURNS_OF_AN_HOUR == 0) {
            views.forgetOldDays();
        }
        return TURN;
    }
}
