package dev.souk.product.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeardChangesTests {

    private static final Snapshot START = Snapshot.parse("10:20:15");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 100);
    private final HeardChanges changes = new HeardChanges(nanos::get);

    @Test
    void nothingHoldsBeforeItListensAndAfterItNoLongerDoes() {
        assertThat(changes.holds("lamp", START)).isFalse();

        changes.begin(START, nanos.get());
        assertThat(changes.holds("lamp", START)).isTrue();

        changes.lost();
        assertThat(changes.holds("lamp", START)).isFalse();
    }

    @Test
    void nothingHoldsWhenPostgresqlHasNotAnsweredForASecond() {
        changes.begin(START, nanos.get());
        pass(Duration.ofMillis(600));
        changes.heardAll(START, nanos.get());
        pass(Duration.ofMillis(999));
        assertThat(changes.holds("lamp", START)).isTrue();

        pass(Duration.ofMillis(1));

        assertThat(changes.holds("lamp", START)).isFalse();
    }

    @Test
    void whatWasReadBeforeItListenedDoesNotHold() {
        changes.begin(START, nanos.get());

        assertThat(changes.holds("lamp", Snapshot.parse("10:20:14,15"))).isFalse();
        assertThat(changes.holds("lamp", Snapshot.parse("10:19:15"))).isFalse();
    }

    @Test
    void aChangeEndsWhatWasReadWithoutItAndNothingElse() {
        changes.begin(START, nanos.get());
        changes.heard("lamp", 15);

        assertThat(changes.holds("lamp", START)).isFalse();
        assertThat(changes.holds("radio", START)).isTrue();
        assertThat(changes.holds("lamp", Snapshot.parse("20:20:"))).isTrue();
    }

    @Test
    void theLastCommitCountsAndNotTheLastBeginning() {
        changes.begin(START, nanos.get());
        changes.heard("lamp", 30);
        changes.heard("lamp", 15);

        assertThat(changes.holds("lamp", Snapshot.parse("15:31:15"))).isFalse();
    }

    @Test
    void afterVeryManyChangesItBeginsAnew() {
        changes.begin(START, nanos.get());
        for (int product = 0; product <= 20_000; product++) {
            changes.heard("lamp " + product, 15);
        }
        changes.heardAll(Snapshot.parse("20:20:"), nanos.get());

        assertThat(changes.holds("radio", START)).isFalse();
        assertThat(changes.holds("lamp 1", START)).isFalse();
        assertThat(changes.holds("lamp 1", Snapshot.parse("20:20:"))).isTrue();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
