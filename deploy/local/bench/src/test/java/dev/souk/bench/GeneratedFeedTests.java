package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class GeneratedFeedTests {

    private final GeneratedFeed feed = new GeneratedFeed();

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theSameNumberIsAlwaysTheSameProduct() {
        assertThat(feed.product(123_456)).isEqualTo(new GeneratedFeed().product(123_456));
        assertThat(feed.product(1)).isNotEqualTo(feed.product(2));
    }

    @Test
    void aFileHasTheProductsFromOneNumberToBeforeAnother() throws IOException {
        Path file = directory.resolve("feed.jsonl.gz");
        feed.write(file, 10, 13);

        try (BufferedReader lines = PlainSearch.reader(file)) {
            assertThat(lines.lines().map(line -> new JsonMapper().readTree(line).path("id").asString()))
                    .containsExactly("bench-10", "bench-11", "bench-12");
        }
    }

    @Test
    void productsHaveWhatAFeedNeeds() {
        Map<String, Object> product = feed.product(7);

        assertThat(product).containsKeys("id", "title", "name", "brand", "description", "category", "attributes");
        assertThat(product.get("price")).asString().matches("\\d+\\.\\d\\d EUR");
        assertThat(product.get("title")).asString().startsWith(product.get("brand") + " ").contains("-1007");
    }

    @Test
    void fewBrandsHaveMostOfTheProducts() {
        List<Object> brands = IntStream.range(0, 3_000).mapToObj(number -> feed.product(number).get("brand")).toList();
        long ofThirty = brands.stream().filter(brands.stream().distinct()
                .sorted((one, other) -> Long.compare(count(brands, other), count(brands, one))).limit(30)
                .toList()::contains)
                .count();

        assertThat(ofThirty).isBetween(900L, 1_800L);
    }

    private static long count(List<Object> brands, Object brand) {
        return brands.stream().filter(brand::equals).count();
    }
}
