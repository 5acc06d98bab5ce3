package dev.souk.payment.intent;

import java.time.Duration;

/** Settings to try payments with. */
final class Rules {

    static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(3);

    /** Three tries of everything. */
    static final PaymentProperties THREE_TRIES = new PaymentProperties(3,
            new PaymentProperties.Retries(3, FIRST_PAUSE, LONGEST_PAUSE), new PaymentProperties.Worker(8,
                    Duration.ofSeconds(30), Duration.ofMillis(200), Duration.ofSeconds(30), Duration.ofMillis(500)));

    private Rules() {
    }
}
