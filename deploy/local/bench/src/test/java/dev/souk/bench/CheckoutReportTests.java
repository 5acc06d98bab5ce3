package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.souk.bench.CheckoutBench.Settings;
import dev.souk.bench.CheckoutFigures.Lags;
import dev.souk.bench.CheckoutFigures.Scale;
import dev.souk.bench.Throughput.Done;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckoutReportTests {

    private static final Settings SETTINGS = new Settings(3, 2_000, 32, 10_000);

    private final CheckoutReport report = new CheckoutReport(SETTINGS,
            figures(Optional.of(new Scale(0.2, rates("one", 40, 50, 40), rates("two", 80, 80, 72)))));

    @Test
    void ratiosAreTakenRoundByRound() {
        assertThat(rates("", 100, 300, 200).rateTo(rates("", 1_000, 1_000, 400))).isEqualTo(new Spread(0.3, 0.1, 0.5));
    }

    @Test
    void everyAimStandsBesideItsFigure() {
        assertThat(report.aims()).extracting(Aim::what, Aim::figure, Aim::isMet).containsExactly(
                tuple("orders confirmed a second / raw transactions", 0.2, false),
                tuple("orders decided a second, one hot SKU / many SKUs", 0.9, true),
                tuple("accepted to confirmed / four raw hops, p50", 1.5, true),
                tuple("accepted to confirmed / four raw hops, p99", 1.5, true),
                tuple("two bounded instances of each service / one", 1.8, true));
        assertThat(report.lines())
                .anySatisfy(
                        line -> assertThat(line).matches("MISSED +orders confirmed .* 0\\.20 +\\(at least 0\\.25\\)"))
                .anySatisfy(
                        line -> assertThat(line).matches("met +accepted to confirmed .* 1\\.50 +\\(at most 2\\.00\\)"));
        assertThat(report.values()).extractingByKey("aims").asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(5)
                .first()
                .isEqualTo(Map.of("what", "orders confirmed a second / raw transactions", "figure", 0.2, "atLeast",
                        0.25, "met", false));
    }

    @Test
    void timesAreMilliseconds() {
        assertThat(report.lines()).anySatisfy(line -> assertThat(line)
                .matches("order, accepted to confirmed +3 +30\\.00 \\(15\\.00\\.\\.45\\.00\\) +30\\.00 .*"));
    }

    @Test
    void whatWasSoldIsSaid() {
        assertThat(report.lines()).contains(
                "every time exactly 1,000 of the hot SKU's 1,000 pieces were sold to 10,000 buyers");
    }

    @Test
    void whatWasNotMeasuredIsSaidAndIsNoAim() {
        CheckoutReport without = new CheckoutReport(SETTINGS, figures(Optional.empty()));

        assertThat(without.lines()).anySatisfy(line -> assertThat(line)
                .startsWith("two instances against one were left out"));
        assertThat(without.aims()).hasSize(4);
    }

    @Test
    void ordersThatWereNotAcceptedAreSaid() {
        assertThat(report.lines()).contains(
                "of 1,000 orders 2 (0.20 %) were not accepted, and count for nothing: {503=2}");
    }

    @Test
    void whatTheProcessorsDidIsSaidOfEachProgram() {
        assertThat(report.lines())
                .anySatisfy(line -> assertThat(line).matches("order-service-1 +6\\.00 .* 0\\.00 .*"))
                .anySatisfy(line -> assertThat(line).matches("postgres +2\\.00 .* 0\\.40 .*"))
                .anySatisfy(line -> assertThat(line).matches("  all of them +8\\.00 +0\\.40"))
                .contains("were the processors always busy, confirmed / raw would be 0.05");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,2000,32,10000", "3,99,32,10000", "3,2000,101,10000", "3,2000,32,99"})
    void settingsThatMakeNoSenseAreRefused(String settings) {
        int[] numbers = Arrays.stream(settings.split(",")).mapToInt(Integer::parseInt).toArray();

        assertThatThrownBy(() -> new Settings(numbers[0], numbers[1], numbers[2], numbers[3]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("100,000 orders");
    }

    private static CheckoutFigures figures(Optional<Scale> scale) {
        return new CheckoutFigures(rates("raw transaction", 1_000, 1_000, 1_000),
                rates("confirmed", 200, 150, 250), rates("settled", 180, 140, 240), rates("hot", 180, 150, 200),
                new Lags(100, timings("order, accepted to confirmed", 30_000, 15_000, 45_000),
                        timings("4 raw hops", 20_000, 10_000, 30_000)),
                scale, Map.of("order-service-1", new Spread(6, 5, 7), "postgres", new Spread(2, 2, 2)),
                Map.of("postgres", new Spread(0.4, 0.4, 0.5)), 1_000, new TreeMap<>(Map.of("503", 2L)), List.of());
    }

    private static Throughput rates(String what, double... perSecond) {
        return new Throughput(what,
                DoubleStream.of(perSecond).mapToObj(rate -> new Done(1_000, 1_000 / rate)).toList());
    }

    /** With one answer in each round. */
    private static Timings timings(String name, double... micros) {
        return new Timings(name, DoubleStream.of(micros)
                .mapToObj(one -> new Latencies(List.of(one), new TreeMap<>(), one / 1e6)).toList());
    }
}
