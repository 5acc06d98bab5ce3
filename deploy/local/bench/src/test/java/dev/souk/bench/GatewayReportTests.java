package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.bench.GatewayBench.Settings;
import dev.souk.bench.Load.Outcome;
import dev.souk.bench.Series.Round;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatewayReportTests {

    private static final long GOOD = 1_000;

    private final GatewayReport report = new GatewayReport(new Settings(3, 1_000, 8),
            List.of(new WarmUp(GatewayBench.GATEWAY, 120_000, Duration.ofMillis(41_500))), List.of(
                    series(GatewayBench.GATEWAY, new TreeMap<>(Map.of("429", 2L)), 300, 500, 310),
                    series(GatewayBench.BARE, new TreeMap<>(), 100, 110, 90)),
            List.of(new PageLoad(GatewayBench.GATEWAY, Duration.ofMillis(20), List.of(20.0, 30.0, 22.0),
                    List.of(55.0, 50.0, 90.0))));

    @Test
    void medianAndSpreadAreOfTheRounds() {
        assertThat(report.lines()).anySatisfy(line -> assertThat(line)
                .matches("gateway-service +310\\.0 +300\\.0 \\.\\. 500\\.0 +3,000 +\\{429=6\\} +1,000"));
    }

    @Test
    void theRatioIsThatOfTheMedians() {
        assertThat(report.lines()).contains(
                "gateway-service / bare Reactor Netty = 3.10   (by round 3.00 .. 4.55)");
        assertThat(report.values()).containsEntry("gatewayTo", Map.of(GatewayBench.BARE, 3.1));
    }

    @Test
    void aPageIsComparedWithOnePartOfIt() {
        assertThat(report.lines()).anySatisfy(line -> assertThat(line)
                .matches(
                        "gateway-service +20 +22\\.0 \\(20\\.0\\.\\.30\\.0\\) +55\\.0 \\(50\\.0\\.\\.90\\.0\\) +2\\.50"));
    }

    @Test
    void howLongAContenderWasWarmedUpIsSaid() {
        assertThat(report.lines()).contains(
                "warm-up, until an answer's cost stopped to fall: gateway-service 120,000 requests in 41 s");
    }

    @Test
    void whatWasNotMeasuredIsSaid() {
        assertThat(report.lines()).contains("nginx was left out: it is not on the PATH");
    }

    @Test
    void anEvenNumberOfRoundsHasItsMedianBetweenTheTwoInTheMiddle() {
        assertThat(Series.median(new double[]{4, 1, 3, 2})).isEqualTo(2.5);
    }

    private static Series series(String name, SortedMap<String, Long> others, int... microsPerAnswer) {
        return new Series(name, IntStream.of(microsPerAnswer).mapToObj(micros -> new Round(
                new Outcome(GOOD, others, Duration.ofSeconds(1)), Duration.ofNanos(micros * 1_000L * GOOD))).toList());
    }
}
