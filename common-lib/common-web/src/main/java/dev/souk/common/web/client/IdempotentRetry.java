package dev.souk.common.web.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import feign.Request;
import feign.RetryableException;
import feign.Retryer;

/**
 * Asks a second and a third time where that can do no harm: a GET that got no answer. Each attempt may go to another
 * instance. The pause doubles and is blurred, so that many callers do not come back in step.
 */
final class IdempotentRetry implements Retryer {

    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private int attempt = 1;

    @Override
    public void continueOrPropagate(RetryableException failure) {
        boolean otherSideAsksToWait = failure.retryAfter() != null;
        if (failure.method() != Request.HttpMethod.GET || otherSideAsksToWait || attempt >= ATTEMPTS) {
            throw failure;
        }
        pause(failure);
        attempt++;
    }

    private void pause(RetryableException failure) {
        long longest = FIRST_PAUSE.toMillis() << attempt;
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod") // Feign asks for a fresh one per call, not for a copy
    public Retryer clone() {
        return new IdempotentRetry();
    }
}
