package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Orders other than that of relevance, over pages of two. */
@ProductPlatform
class SortingTests {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private IndexQueue queue;

    @Autowired
    private Indexer indexer;

    @Autowired
    private JdbcClient jdbc;

    private Aisle aisle;

    @BeforeEach
    void openShop() {
        aisle = new Aisle(mvc, queue);
    }

    @Test
    void theNewestComeFirst() {
        List<String> added = Stream.of("Radio", "Lamp", "Radio", "Radio", "Lamp").map(aisle::add).toList();
        aisle.indexed();
        assertThat(pages("sort=newest")).isEqualTo(added.reversed());
        assertThat(pages("")).as("without words").isEqualTo(added.reversed());
        assertThat(pages("sort=newest&q=radio")).containsExactly(added.get(3), added.get(2), added.get(0));
    }

    @Test
    void theBestRatedComeFirstAndThoseWithoutReviewsLast() {
        List<String> added = Stream.generate(() -> aisle.add("Radio")).limit(5).toList();
        rate(added.get(1), "{0, 0, 0, 0, 3}");
        rate(added.get(3), "{0, 0, 0, 1, 1}");
        rate(added.get(0), "{1, 0, 0, 0, 0}");
        indexer.wake();
        aisle.indexed();
        for (String words : List.of("", "&q=radio")) {
            List<String> found = pages("sort=rating" + words);
            assertThat(found).hasSize(5).startsWith(added.get(1), added.get(3), added.get(0));
            assertThat(found.subList(3, 5)).containsExactlyInAnyOrder(added.get(2), added.get(4));
        }
    }

    /** @param stars how many reviews have one star, two, and so on */
    private void rate(String id, String stars) {
        jdbc.sql("""
                INSERT INTO product_rating (product_id, stars, version)
                VALUES (CAST(:id AS uuid), CAST(:stars AS bigint[]), 1)""").param("id", id).param("stars", stars)
                .update();
        jdbc.sql("UPDATE product SET revision = revision + 1, queued_at = now() WHERE id = CAST(:id AS uuid)")
                .param("id", id).update();
    }

    private List<String> pages(String query) {
        return aisle.pages("size=2&" + query, () -> {}).stream().flatMap(List::stream).toList();
    }
}
