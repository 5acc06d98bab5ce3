package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueriesTests {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void noQueryIsAskedTwice() {
        List<Queries> imports = Queries.of(numbered(1_000), 3, 5);

        assertThat(imports).hasSize(3).allSatisfy(queries -> {
            assertThat(queries.rounds()).hasSize(5);
            assertThat(queries.rounds()).extracting(List::size).containsOnly(33);
            assertThat(queries.warmUp()).isNotEmpty();
        });
        assertThat(imports.stream().flatMap(queries -> Stream.concat(queries.measured().stream(),
                queries.warmUp().stream()))).doesNotHaveDuplicates();
    }

    @Test
    void aRoundIsNotLongerThanItNeedsToBe() {
        assertThat(Queries.of(numbered(10_000), 1, 5).getFirst().rounds()).extracting(List::size).containsOnly(40);
    }

    @Test
    void roundsAreEqualEvenIfAQueryIsLeftOut() {
        assertThat(Queries.of(numbered(45), numbered(10), 4).rounds()).extracting(List::size).containsOnly(11);
    }

    @Test
    void tooFewAreRefused() {
        assertThatThrownBy(() -> Queries.of(numbered(4), numbered(10), 5))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("too few for 5 rounds");
    }

    @Test
    void queriesAreTwoWordsThatStandBesideEachOther() {
        assertThat(FeedQueries.pairs("Belcor Solarix BE-1000A compact  Wireless headphones 5 W black"))
                .containsExactly("belcor solarix", "compact wireless", "wireless headphones");
    }

    @Test
    void theSameFeedGivesTheSameQueries() throws IOException {
        Path feed = Files.writeString(directory.resolve("feed.jsonl"), """
                {"id": "1", "title": "red wall charger"}
                {"id": "2", "title": "blue wall charger"}
                {"id": "3"}
                """);

        assertThat(new FeedQueries(feed).all()).containsExactlyInAnyOrder("red wall", "wall charger", "blue wall")
                .isEqualTo(new FeedQueries(feed).all());
    }

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(number -> "query " + number + " of " + count).toList();
    }
}
