package dev.souk.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
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
                " 13.1 to 23.1 s half-open-link kafka",
                " 13.2 to 33.2 s halt-service payment-service",
                " 14.1 to 34.6 s pause-service user-service",
                " 15.0 to 38.3 s clock-off order-service",
                " 17.9 to 37.9 s halt-service notification-service",
                " 32.5 s         old-messages inventory-service");
    }

    @Test
    void otherSeedsGiveOtherFaults() {
        assertThat(LongStream.range(0, 50).mapToObj(seed -> Schedule.of(seed, LOAD, ALL))).doesNotHaveDuplicates();
    }

    @Test
    void threeSeedsHaveEveryKindOfFault() {
        for (Duration load : List.of(LOAD, Duration.ofSeconds(20))) {
            for (long first = 1; first < 300; first += 3) {
                assertThat(faults(first, first + 3, load)).extracting(Fault::kind).as("seed %d", first)
                        .containsAll(ALL);
            }
        }
    }

    @Test
    void everyServiceIsHaltedAtEachOfItsPointsBySomeOfFiftySeeds() {
        assertThat(faults(1, 51, LOAD)).filteredOn(fault -> fault.kind() == FaultKind.HALT_SERVICE)
                .extracting(fault -> fault.target() + " " + Schedule.point(fault).id())
                .containsAll(
                        Schedule.HALTS.stream().map(halt -> halt.service().id() + " " + halt.point().id()).toList());
    }

    @Test
    void servicesAndEnginesAreHitBySomeOfFiftySeeds() {
        List<Fault> faults = faults(1, 51, LOAD);

        assertThat(faults).filteredOn(fault -> fault.kind() == FaultKind.KILL_SERVICE).extracting(Fault::target)
                .contains("order-service", "inventory-service", "payment-service");
        assertThat(faults).filteredOn(fault -> fault.kind() == FaultKind.KILL_ENGINE).extracting(Fault::target)
                .contains("kafka", "postgres", "redis");
    }

    /** The longest lease is that of the relay (15 s): see common-messaging's OutboxRelay. */
    @Test
    void aServiceStandsStillLongerThanItsLeases() {
        assertThat(faults(1, 201, LOAD)).filteredOn(fault -> fault.kind() == FaultKind.PAUSE_SERVICE)
                .allMatch(fault -> fault.lasts().compareTo(Duration.ofSeconds(15)) > 0);
    }

    @Test
    void enginesStandStillForUpToAMinute() {
        assertThat(faults(1, 201, LOAD)).filteredOn(fault -> fault.kind() == FaultKind.PAUSE_ENGINE)
                .anyMatch(fault -> fault.lasts().toSeconds() < 15).anyMatch(fault -> fault.lasts().toSeconds() > 50);
    }

    @Test
    void aFaultEndsWithTheLoadIfItCan() {
        assertThat(faults(1, 201, LOAD)).filteredOn(fault -> fault.lasts().toSeconds() < 30)
                .allMatch(fault -> fault.until().compareTo(LOAD) <= 0);
    }

    private static List<Fault> faults(long from, long to, Duration load) {
        return LongStream.range(from, to).mapToObj(seed -> Schedule.of(seed, load, ALL)).flatMap(List::stream).toList();
    }

    @Test
    void onlyTheWantedKindsHappen() {
        assertThat(Schedule.of(7, LOAD, EnumSet.of(FaultKind.HALF_OPEN_LINK))).isNotEmpty()
                .allMatch(fault -> fault.kind() == FaultKind.HALF_OPEN_LINK);
    }

    @Test
    void nothingIsHitWhileItIsDown() {
        LongStream.range(0, 200).forEach(seed -> {
            List<Fault> faults = Schedule.of(seed, Duration.ofSeconds(120), ALL).stream()
                    .filter(fault -> !fault.kind().isOfMessages()).toList();
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
