package dev.souk.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.local.UserError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A run of many seeds goes on, whatever one of them does to its platform. */
class ChaosTests {

    private final List<String> platforms = new ArrayList<>();

    @Test
    void afterABrokenSeedTheNextOneHasANewPlatform() {
        assertThat(Chaos.all(1, 5, this::platformThatSeedThreeBreaks, _ -> {})).extracting(SeedReport::seed)
                .containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(platforms).containsExactly("5 from 1", "2 from 4");
    }

    @Test
    void whenThereIsNoNewPlatformTheReportsSoFarAreKept() {
        List<String> progress = new ArrayList<>();

        List<SeedReport> reports = Chaos.all(1, 5, (first, most, told) -> {
            if (first > 1) {
                throw new UserError("the disk is full");
            }
            platformThatSeedThreeBreaks(first, most, told);
        }, progress::add);

        assertThat(reports).extracting(SeedReport::seed).containsExactly(1L, 2L, 3L);
        assertThat(progress).singleElement().asString().contains("the disk is full");
    }

    @Test
    void aPlatformThatDoesNotStartIsTriedAgain() {
        AtomicInteger tries = new AtomicInteger();

        assertThat(Chaos.all(1, 5, (first, most, told) -> {
            if (tries.incrementAndGet() % 3 != 0) {
                throw new IllegalStateException("not ready in time");
            }
            platformThatSeedThreeBreaks(first, most, told);
        }, _ -> {})).hasSize(5);
        assertThatThrownBy(() -> Chaos.all(1, 5, (_, _, _) -> {
            tries.incrementAndGet();
            throw new IllegalStateException("not ready in time");
        }, _ -> {})).hasMessage("not ready in time");
        assertThat(tries).hasValue(9);
    }

    @Test
    void aPlatformThatNeverRanIsNoReport() {
        assertThatThrownBy(() -> Chaos.all(1, 5, (_, _, _) -> {
            throw new UserError("the disk is full");
        }, _ -> {})).isInstanceOf(UserError.class);
    }

    private void platformThatSeedThreeBreaks(long first, int most, Consumer<SeedReport> reports) {
        platforms.add(most + " from " + first);
        boolean holds = true;
        for (long seed = first; holds && seed < first + most; seed++) {
            holds = seed != 3;
            reports.accept(new SeedReport(seed, Instant.EPOCH, List.of(), 0, 0, Map.of(), Map.of(), null,
                    holds ? List.of() : List.of("lost")));
        }
    }
}
