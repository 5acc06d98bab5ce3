package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.product.Shop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A part of the shop that one test has for itself, and what search finds there. */
final class Aisle {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MOST_PAGES = 50;

    private final AtomicLong highestPrice = new AtomicLong(1_000_000_000_000L);
    private final Shop shop;
    private final IndexQueue queue;
    private final String category;

    Aisle(MockMvcTester mvc, IndexQueue queue) {
        this.shop = new Shop(mvc);
        this.queue = queue;
        this.category = shop.newCategory();
    }

    Shop shop() {
        return shop;
    }

    String category() {
        return category;
    }

    /** The id of a new product. */
    String add(String title) {
        return add(title, 1);
    }

    /** The id of a new product with this price. */
    String add(String title, long amount) {
        return shop.newProduct(title, "S" + UUID.randomUUID(), category, amount);
    }

    /** Waits until search knows all that the catalogue has. */
    void indexed() {
        await().atMost(PATIENCE).until(queue::isEmpty);
    }

    /**
     * What is found now, as nobody asks the same again.
     *
     * @param query for example {@code q=lamp&sort=price}; everything is found without one
     */
    MvcTestResult search(String query) {
        return shop.get("/api/v1/search?category=" + category + (query.isEmpty() ? "" : "&" + query)
                + (query.contains("price") ? "" : "&priceMax=" + highestPrice.incrementAndGet()));
    }

    /**
     * The ids on all pages of a search, page by page.
     *
     * @param query for example {@code q=lamp&size=2}
     * @param between what happens after each page
     */
    List<List<String>> pages(String query, Runnable between) {
        List<List<String>> pages = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            MvcTestResult page = shop.get("/api/v1/search?category=" + category + "&" + query + cursor);
            pages.add(ids(page));
            assertThat(pages).as("pages of " + query).hasSizeLessThan(MOST_PAGES);
            String next = Shop.read(page, "$.nextCursor");
            cursor = next == null ? null : "&cursor=" + next;
            between.run();
        }
        return pages;
    }

    /** The ids of what is found with these words, the best first. */
    List<String> found(String words) {
        return ids(shop.get("/api/v1/search?category={category}&q={words}&priceMax={highest}", category, words,
                highestPrice.incrementAndGet()));
    }

    /** The ids of all that is here. */
    List<String> found() {
        return ids(search(""));
    }

    List<String> titles() {
        return Shop.read(search(""), "$.items[*].title");
    }

    static List<String> ids(MvcTestResult found) {
        assertThat(found).hasStatus(200);
        return Shop.read(found, "$.items[*].id");
    }
}
