package dev.souk.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTests {

    private static final Duration LOAD = Duration.ofSeconds(40);
    private static final EnumSet<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

    @Test
    void theSameSeedGivesTheSameFaultsAndVisits() {
        LongStream.range(0, 200).forEach(seed -> {
            assertThat(Schedule.of(seed, LOAD, ALL)).isEqualTo(Schedule.of(seed, LOAD, ALL)).isNotEmpty();
            assertThat(Visit.plan(seed, LOAD, 6, 12)).isEqualTo(Visit.plan(seed, LOAD, 6, 12)).isNotEmpty();
        });
    }

    /** Whoever changes how a schedule is drawn makes all seeds that were written down worthless: do it knowingly. */
    @Test
    void aSeedThatWasWrittenDownStillMeansTheSame() {
        assertThat(Schedule.of(42, LOAD, ALL)).extracting(Fault::toString).containsExactly(
                "  4.1 to 20.2 s clock-off inventory-service",
                " 15.3 to 40.0 s pause-engine postgres",
                " 16.2 s         old-messages payment-service",
                " 17.2 to 39.5 s stalled-link postgres/payment-service",
                " 25.9 s         poisoned-messages payments",
                " 38.7 to 40.7 s reset-link redis/product-service");
    }

    @Test
    void otherSeedsGiveOtherFaults() {
        assertThat(LongStream.range(0, 50).mapToObj(seed -> Schedule.of(seed, LOAD, ALL))).doesNotHaveDuplicates();
    }

    @Test
    void everyKindOfFaultAndEveryServiceAndEngineIsHitBySomeOfFiftySeeds() {
        List<Fault> faults = LongStream.range(1, 51)
                .mapToObj(seed -> Schedule.of(seed, LOAD, ALL)).flatMap(List::stream).toList();

        assertThat(faults.stream().map(Fault::kind).collect(Collectors.toSet())).isEqualTo(ALL);
        assertThat(faults).filteredOn(fault -> fault.kind() == FaultKind.KILL_SERVICE).extracting(Fault::target)
                .contains("order-service", "inventory-service", "payment-service", "gateway-service");
        assertThat(faults).filteredOn(fault -> fault.kind() == FaultKind.KILL_ENGINE).extracting(Fault::target)
                .contains("kafka", "postgres", "redis");
    }

    @Test
    void onlyTheWantedKindsHappen() {
        assertThat(Schedule.of(7, LOAD, EnumSet.of(FaultKind.HALF_OPEN_LINK))).isNotEmpty()
                .allMatch(fault -> fault.kind() == FaultKind.HALF_OPEN_LINK);
    }

    @Test
    void nothingIsHitWhileItIsDown() {
        LongStream.range(0, 200).forEach(seed -> {
            List<Fault> faults = Schedule.of(seed, Duration.ofSeconds(120), ALL);
            for (Fault fault : faults) {
                assertThat(faults).filteredOn(other -> other != fault && other.target().equals(fault.target()))
                        .noneMatch(other -> other.at().compareTo(fault.at()) >= 0
                                && other.at().compareTo(fault.until()) < 0);
            }
        });
    }

    @Test
    void shoppersArriveAtTheWantedRateOnAverage() {
        double visits = LongStream.range(0, 100).mapToInt(seed -> Visit.plan(seed, LOAD, 6, 12).size()).average()
                .orElseThrow();

        assertThat(visits).isBetween(220.0, 260.0);
    }
}
