package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/**
 * The rules by which answers are ranked, on a small shop of invented products. How good the answers are on real ones is
 * measured by {@code ./souk bench relevance}.
 */
@ProductPlatform
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JudgedAnswersTests {

    private static final String SYNONYMS = "/api/v1/search/synonyms";
    private static final String PREFIX = "judged-";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private IndexQueue queue;

    private Shop shop;
    private String synonymsBefore = "";

    @BeforeAll
    void openShop() throws IOException {
        shop = new Shop(mvc);
        String imported = "/api/v1/catalogue/imports/" + Shop.read(shop.importFeed(resource("judged-products.jsonl")),
                "$.id");
        synonymsBefore = Shop.body(shop.getAsOperator(SYNONYMS));
        putSynonyms("{\"groups\": [[\"laptop\", \"notebook\"], [\"couch\", \"sofa\"], [\"TV\", \"television\"]]}");
        await().atMost(Aisle.PATIENCE).until(() -> Shop.read(shop.getAsOperator(imported), "$.status")
                .equals("COMPLETED") && queue.isEmpty());
        await("the synonyms").atMost(Aisle.PATIENCE).until(() -> found("divan couch sofa").isEmpty() && found(
                "couch").size() == 3);
    }

    @AfterAll
    void putSynonymsBack() {
        putSynonyms(synonymsBefore);
    }

    static Stream<Judged> judgements() throws IOException {
        return new String(resource("judged-answers.txt"), StandardCharsets.UTF_8).lines()
                .filter(line -> !line.startsWith("#")).map(Judged::of);
    }

    /** @param tiers ids of products, those that are better answers first */
    record Judged(String words, List<List<String>> tiers) {

        static Judged of(String line) {
            String[] parts = line.split(":", 2);
            return new Judged(parts[0].strip(), Arrays.stream(parts[1].split(">", -1))
                    .map(tier -> List.of(tier.strip().split(" ", -1))).toList());
        }

        /** The tiers of what was found, in its order; what nobody expects is none. */
        List<Integer> tiersOf(List<String> found) {
            return found.stream().map(id -> tiers.stream().filter(tier -> tier.contains(id)).map(tiers::indexOf)
                    .findFirst().orElse(-1)).toList();
        }

        @Override
        public String toString() {
            return words;
        }
    }

    @ParameterizedTest
    @MethodSource("judgements")
    void theBetterAnswerComesFirst(Judged judged) {
        List<String> found = found(judged.words());
        assertThat(found).containsExactlyInAnyOrderElementsOf(judged.tiers().stream().flatMap(List::stream).toList());
        assertThat(judged.tiersOf(found)).as("%s", found).isSorted();
    }

    private List<String> found(String words) {
        MvcTestResult found = shop.get("/api/v1/search?category=judged&q={words}", words);
        assertThat(found).hasStatus(200);
        return Shop.<List<String>>read(found, "$.items[*].externalId").stream()
                .map(id -> id.substring(PREFIX.length())).toList();
    }

    private void putSynonyms(String groups) {
        assertThat(shop.put(SYNONYMS, Shop.tag(shop.getAsOperator(SYNONYMS)), groups)).hasStatus(200);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream resource = JudgedAnswersTests.class.getResourceAsStream("/search/" + name)) {
            return Objects.requireNonNull(resource).readAllBytes();
        }
    }
}
