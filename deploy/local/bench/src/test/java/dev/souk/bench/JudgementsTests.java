package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgementsTests {

    private static final String HEADER = "query,product_id,rating\n";

    private final Judgements judgements = new Judgements(Map.of("radio", Map.of("a", 3, "b", 2, "c", 0)));

    @TempDir
    private Path directory;

    @Test
    void theBestOrderHasAGainOfOne() {
        assertThat(judgements.ndcg("radio", List.of("a", "b"))).isEqualTo(1);
        assertThat(judgements.ndcg("radio", List.of("c", "x"))).isZero();
        assertThat(judgements.ndcg("radio", List.of())).isZero();
    }

    @Test
    void aLaterRankCountsLess() {
        double ideal = 3 + 2 / 1.584962500721156;
        assertThat(judgements.ndcg("radio", List.of("x", "a"))).isEqualTo(3 / 1.584962500721156 / ideal,
                within(1e-9));
    }

    @Test
    void whatComesAfterTheTenthDoesNotCount() {
        List<String> eleven = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "a");
        assertThat(judgements.ndcg("radio", eleven)).isZero();
        assertThat(judgements.recall("radio", eleven)).isZero();
        assertThat(judgements.judged("radio", eleven)).isZero();
    }

    @Test
    void recallIsTheShareOfTheRelevant() {
        assertThat(judgements.recall("radio", List.of("c", "b"))).isEqualTo(0.5);
        assertThat(judgements.judged("radio", List.of("c", "b", "x"))).isEqualTo(2);
    }

    @Test
    void aQueryMayHaveACommaAndNoRelevantProduct() throws IOException {
        Judgements read = read(HEADER + "\"radio, \"\"red\"\"\",17,3\nlaptop,18,0\nlaptop,19,0.0\n");
        assertThat(read.byQuery()).containsEntry("radio, \"red\"", Map.of("17", 3))
                .containsEntry("laptop", Map.of("18", 0, "19", 0));
        assertThat(read.hasRelevant("laptop")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "q,id\n", HEADER + "radio,1\n", HEADER + "radio,1,4\n", HEADER + "radio,1,good\n"})
    void whatIsNoJudgementIsRefused(String content) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(content)).withMessageContaining("judgements.csv");
    }

    @Test
    void theReportComparesBoth() {
        RelevanceReport report = new RelevanceReport(judgements, Map.of("radio", List.of("a", "b")),
                Map.of("radio", List.of("x", "a")), 19_406);
        assertThat(report.lines()).anySatisfy(line -> assertThat(line).matches("NDCG@10 +1\\.000 +0\\.444 +\\+125.*"));
        assertThat(report.values()).containsEntry("queriesWithRelevantProducts", 1);
    }

    @Test
    void theReportSaysWhetherItsAimIsMet() {
        List<String> good = List.of("a", "b");
        List<String> worse = List.of("b", "a");
        assertThat(report(good, List.of("x", "a")).lines())
                .anyMatch(line -> line.matches("met +NDCG@10 / .* 2\\.25 .*"));
        assertThat(report(good, worse).lines()).anyMatch(line -> line.matches("MISSED +NDCG@10 / .* 1\\.09 .*"));
        assertThat(report(List.of(), List.of()).aims()).noneMatch(Aim::isMet);
        assertThat(report(good, worse).values()).containsKey("aims");
    }

    private RelevanceReport report(List<String> souk, List<String> plain) {
        return new RelevanceReport(judgements, Map.of("radio", souk), Map.of("radio", plain), 3);
    }

    private Judgements read(String content) throws IOException {
        return Judgements.read(Files.writeString(directory.resolve("judgements.csv"), content));
    }
}
