package dev.souk.product;

import static dev.souk.product.Shop.read;
import static dev.souk.product.Shop.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.souk.common.web.test.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Who changed what of a product, and when. */
@ProductPlatform
class ProductHistoryTests {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JdbcClient jdbc;

    private Shop shop;
    private String category;
    private String sku;

    @BeforeEach
    void openShop() {
        shop = new Shop(mvc);
        category = shop.newCategory();
        sku = "SKU-" + UUID.randomUUID();
    }

    @Test
    void everyVersionNamesItsEditorAndWhatDiffers() {
        String path = "/api/v1/products/" + shop.newProduct("Radio", sku, category, 1999);
        assertThat(shop.patch(path, tag(shop.get(path)), "{\"title\": \"TV\", \"attributes\": {\"inches\": 15.6}}"))
                .hasStatus(200);
        assertThat(shop.delete(path, tag(shop.get(path)))).hasStatus(204);

        MvcTestResult changes = shop.getAsOperator(path + "/changes");
        assertThat(changes).headers().hasValue(HttpHeaders.CACHE_CONTROL, "no-store");
        assertThat(Shop.<List<Integer>>read(changes, "$.items[*].version")).containsExactly(3, 2, 1);
        assertThat(Shop.<List<String>>read(changes, "$.items[*].by.userId")).hasSize(3)
                .containsOnly(Shop.OPERATOR_ID.toString());
        assertThat(Shop.<List<Object>>read(changes, "$.items[2].changes")).isEmpty();
        assertThat(Shop.<List<String>>read(changes, "$.items[1].changes[*].field"))
                .containsExactlyInAnyOrder("/title", "/attributes/inches");
        assertThat(Shop.<List<Object>>read(changes, "$.items[1].changes[?(@.field == '/attributes/inches')].to"))
                .containsExactly(15.6);
        assertThat(Shop.<String>read(changes, "$.items[0].changes[0].from")).isEqualTo("PUBLISHED");
        assertThat(Shop.<String>read(changes, "$.items[0].changes[0].to")).isEqualTo("WITHDRAWN");
    }

    @Test
    void aFeedIsNamedByItsImport() {
        String first = imported("{\"id\": \"%s\", \"title\": \"Lamp\", \"price\": \"5 USD\", \"brand\": \"A\"}");
        String second = imported("{\"id\": \"%s\", \"title\": \"Lamp\", \"price\": \"4 USD\"}");
        String id = read(shop.get("/api/v1/products/by-external-id/" + sku), "$.id");
        MvcTestResult changes = shop.getAsOperator("/api/v1/products/" + id + "/changes");
        assertThat(Shop.<List<String>>read(changes, "$.items[*].by.importId")).containsExactly(second, first);
        assertThat(Shop.<List<String>>read(changes, "$.items[0].changes[*].field"))
                .containsExactlyInAnyOrder("/brand", "/variants/" + sku + "/listPrice/amount");
        assertThat(Shop.<List<Object>>read(changes, "$.items[1].changes")).isEmpty();
    }

    @Test
    void aCategoryThatMovesIsSeenInItsProducts() {
        String path = "/api/v1/products/" + shop.newProduct("Radio", sku, category, 1);
        String id = Shop
                .<List<String>>read(shop.get("/api/v1/categories"), "$.items[?(@.path == '" + category + "')].id")
                .getFirst();
        MvcTestResult moved = shop.patch("/api/v1/categories/" + id, tag(shop.get("/api/v1/categories/" + id)),
                "{\"name\": \"Moved " + sku + "\"}");
        MvcTestResult changes = shop.getAsOperator(path + "/changes");
        assertThat(Shop.<List<Integer>>read(changes, "$.items[*].version")).containsExactly(2, 1);
        assertThat(Shop.<String>read(changes, "$.items[0].changes[0].from")).isEqualTo(category);
        assertThat(Shop.<String>read(changes, "$.items[0].changes[0].to")).isEqualTo(read(moved, "$.path"));
    }

    @Test
    void aLongHistoryComesInPages() {
        String path = "/api/v1/products/" + shop.newProduct("Radio", sku, category, 1);
        for (int i = 0; i < 4; i++) {
            assertThat(shop.patch(path, tag(shop.get(path)), "{\"title\": \"Radio " + i + "\"}")).hasStatus(200);
        }
        List<Integer> versions = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            MvcTestResult page = shop.getAsOperator(
                    path + "/changes?size=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            versions.addAll(read(page, "$.items[*].version"));
            cursor = read(page, "$.nextCursor");
        }
        assertThat(versions).containsExactly(5, 4, 3, 2, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE product_change SET version = version + 1", "DELETE FROM product_change",
            "TRUNCATE product_change"})
    void nobodyRewritesHistory(String rewriting) {
        shop.newProduct("Radio", sku, category, 1);
        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> jdbc.sql(rewriting).update())
                .withMessageContaining("only added to");
    }

    @Test
    void historyIsForOperators() {
        String path = "/api/v1/products/" + shop.newProduct("Radio", sku, category, 1) + "/changes";
        assertThat(shop.get(path)).hasStatus(401);
        assertThat(mvc.get().uri(path).header(HttpHeaders.AUTHORIZATION,
                TestTokens.shopper(UUID.randomUUID()).bearer())).hasStatus(403);
        assertThat(shop.getAsOperator("/api/v1/products/" + UUID.randomUUID() + "/changes")).hasStatus(404);
        assertThat(shop.getAsOperator(path + "?cursor=forged")).hasStatus(400);
        assertThat(shop.getAsOperator(path + "?size=0")).hasStatus(400);
        assertThat(shop.getAsOperator(path + "?size=1000000000")).hasStatus(400);
    }

    /** @return its id */
    private String imported(String line) {
        String id = read(shop.importFeed(line.formatted(sku)), "$.id");
        await().atMost(Duration.ofSeconds(60)).until(() -> "COMPLETED".equals(
                read(shop.getAsOperator("/api/v1/catalogue/imports/" + id), "$.status")));
        return id;
    }
}
