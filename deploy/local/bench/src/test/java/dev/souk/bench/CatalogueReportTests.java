package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.souk.bench.CatalogueBench.Settings;
import dev.souk.bench.CatalogueStep.Imported;
import dev.souk.bench.GcLog.HeapUse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueReportTests {

    private final CatalogueReport report = new CatalogueReport(new Settings(3, 2_000, 32, List.of(1_000, 10_000)),
            List.of(step("1,000 generated", 1_000, 100, 1_000, 1_300),
                    step("10,000 generated", 10_000, 120, 1_500, 1_500)));

    @Test
    void figuresAreMediansOfTheRoundsAndRatiosAreTakenRoundByRound() {
        Timings one = timings("one", 10, 40, 30);
        Timings other = timings("other", 10, 10, 20);

        assertThat(one.p50()).isEqualTo(new Spread(30, 10, 40));
        assertThat(one.p50To(other)).isEqualTo(new Spread(1.5, 1, 4));
    }

    @Test
    void everyAimStandsBesideItsFigure() {
        assertThat(report.aims()).extracting(Aim::what, Aim::isMet).contains(
                tuple("search / raw, p50, 1,000 generated", false),
                tuple("search / raw, p50, 10,000 generated", true),
                tuple("growth of a read, hot ids, 1 at once", false),
                tuple("growth of a search", true));
        assertThat(report.lines())
                .anySatisfy(line -> assertThat(line).matches(
                        "MISSED +search / raw, p50, 1,000 generated +1\\.30 +\\(at most 1\\.25\\)"))
                .anySatisfy(line -> assertThat(line).matches("met +growth of a search +1\\.15 +\\(at most 2\\.00\\)"));
        assertThat(report.values()).extractingByKey("aims").asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(10);
    }

    @Test
    void anAimIsMetByTheFigureItself() {
        assertThat(Aim.atMost("", 1.25, 1.25).isMet()).isTrue();
        assertThat(Aim.atMost("", 1.26, 1.25).isMet()).isFalse();
    }

    @Test
    void aReadIsComparedWithEachOther() {
        assertThat(report.lines())
                .anySatisfy(line -> assertThat(line).matches("hot, 100 ids, 1 at once +product-service +100 \\(.*"))
                .anySatisfy(line -> assertThat(line).matches(" +product-service / Redis GET +10\\.00 \\(.*"));
    }

    @Test
    void whatWasNotMeasuredIsSaid() {
        assertThat(report.lines()).contains("nginx was left out: it is not on the PATH",
                "a real feed was left out: none is named by --catalogue");
    }

    @Test
    void whatElasticsearchItselfCountedIsSaid() {
        assertThat(report.lines()).anySatisfy(line -> assertThat(line)
                .contains("it counted 3 during 3 fresh searches and 1 during as many repeats"));
    }

    @Test
    void theHeapOfAnImportAndItsRateAreSaid() {
        assertThat(report.lines()).anySatisfy(line -> assertThat(line)
                .matches("1,000 generated +1,000 +2\\.0 +500 +61 +154 +12 \\(2 full\\) +5\\.0%"));
    }

    @Test
    void oneSizeAloneDoesNotGrow() {
        CatalogueReport one = new CatalogueReport(new Settings(3, 2_000, 32, List.of(1_000)),
                List.of(step("1,000 generated", 1_000, 100, 1_000, 1_300)));

        assertThat(one.lines()).noneSatisfy(line -> assertThat(line).startsWith("Growth"));
        assertThat(one.aims()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"999", "1000,1500", "1000,1000", "1000,2000000"})
    void sizesThatMakeNoSenseAreRefused(String sizes) {
        List<Integer> numbers = Arrays.stream(sizes.split(",")).map(Integer::valueOf).toList();

        assertThatThrownBy(() -> new Settings(1, 2_000, 32, numbers)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sizes");
    }

    private static CatalogueStep step(String name, int products, double read, double raw, double search) {
        return new CatalogueStep(name, true, products,
                new Imported(products, products / 500.0, new HeapUse(61, 154, 12, 2, products / 500.0 * 50)),
                List.of(new Reads("hot", 100, 1, List.of(timings("product-service", read, read, read),
                        timings(CatalogueBench.REDIS, 10, 10, 10)))),
                new Reads("first", 500, 1, List.of(timings("product-service", read, read, read))),
                new Searches(timings("Elasticsearch", raw, raw, raw),
                        timings("product-service", search, search, search),
                        timings("product-service, repeated", 100, 100, 100), 1, 3, 1),
                List.of(new WarmUp("product-service", 10_000, Duration.ofSeconds(9))));
    }

    /** With one answer in each round. */
    private static Timings timings(String name, double... micros) {
        return new Timings(name, DoubleStream.of(micros)
                .mapToObj(one -> new Latencies(List.of(one), new TreeMap<>(), one / 1e6)).toList());
    }
}
