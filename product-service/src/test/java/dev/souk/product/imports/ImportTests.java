package dev.souk.product.imports;

import static dev.souk.product.Shop.read;
import static dev.souk.product.Shop.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.common.web.test.TestTokens;
import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ProductPlatform
class ImportTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JdbcClient jdbc;

    private Shop shop;
    private String id;

    @BeforeEach
    void openShop() {
        shop = new Shop(mvc);
        id = "F" + UUID.randomUUID();
    }

    @Test
    void aFeedBecomesSearchableProducts() {
        MvcTestResult done = imported(line(id, "Zanzibar lamp", "5.00 USD"));
        assertThat(Shop.<Integer>read(done, "$.created")).isEqualTo(1);
        assertThat(Shop.<Integer>read(done, "$.indexed")).isEqualTo(1);

        MvcTestResult product = shop.get("/api/v1/products/by-external-id/" + id);
        assertThat(Shop.<String>read(product, "$.title")).isEqualTo("Zanzibar lamp");
        assertThat(Shop.<String>read(product, "$.variants[0].sku")).isEqualTo(id);
        assertThat(Shop.<List<String>>read(shop.get("/api/v1/search?q=zanzibar"), "$.items[*].externalId"))
                .contains(id);
    }

    @Test
    void theSameFeedAgainChangesNothing() {
        String feed = line(id, "Lamp", "5.00 USD") + line(id + "b", "Shade", "2.00 USD");
        imported(feed);
        String tag = tag(shop.get("/api/v1/products/by-external-id/" + id));

        MvcTestResult again = imported(feed);
        assertThat(Shop.<Integer>read(again, "$.unchanged")).isEqualTo(2);
        assertThat(Shop.<Integer>read(again, "$.created")).isZero();
        assertThat(Shop.<Integer>read(again, "$.changed")).isZero();
        assertThat(Shop.<Integer>read(again, "$.indexed")).isEqualTo(2);
        assertThat(tag(shop.get("/api/v1/products/by-external-id/" + id))).isEqualTo(tag);
    }

    @Test
    void aChangedLineChangesItsProductOnly() {
        imported(line(id, "Lamp", "5.00 USD") + line(id + "b", "Shade", "2.00 USD"));
        MvcTestResult again = imported(line(id, "Lamp", "6.00 USD") + line(id + "b", "Shade", "2.00 USD"));
        assertThat(Shop.<Integer>read(again, "$.changed")).isEqualTo(1);
        assertThat(Shop.<Integer>read(again, "$.unchanged")).isEqualTo(1);
        assertThat(Shop.<Integer>read(shop.get("/api/v1/products/by-external-id/" + id), "$.variants[0].price.amount"))
                .isEqualTo(600);
    }

    @Test
    void aChangedLineLeavesWhatOperatorsHaveAdded() {
        imported(line(id, "Lamp", "5.00 USD"));
        operatorAdds("""
                {"sku": "%1$s", "price": {"amount": 500, "currency": "USD"}, "attributes": {"colour": "white"},
                 "sales": [{"amount": 400, "currency": "USD", "from": "2020-01-01T00:00:00Z",
                            "until": "2099-01-01T00:00:00Z"}]},
                {"sku": "%1$s-red", "price": {"amount": 550, "currency": "USD"}}""");

        assertThat(Shop.<Integer>read(imported(line(id, "Better lamp", "6.00 USD")), "$.changed")).isEqualTo(1);
        MvcTestResult product = product();
        assertThat(Shop.<String>read(product, "$.title")).isEqualTo("Better lamp");
        assertThat(Shop.<List<String>>read(product, "$.variants[*].sku")).containsExactly(id, id + "-red");
        assertThat(Shop.<List<Integer>>read(product, "$.variants[*].price.amount")).containsExactly(400, 550);
        assertThat(Shop.<List<Integer>>read(product, "$.variants[*].listPrice.amount")).containsExactly(600, 550);
        assertThat(Shop.<String>read(product, "$.variants[0].attributes.colour")).isEqualTo("white");
        assertThat(priceChangesAt("2099-01-01T00:00:00Z")).isTrue();
        MvcTestResult changes = shop.getAsOperator("/api/v1/products/" + read(product, "$.id") + "/changes");
        assertThat(Shop.<List<String>>read(changes, "$.items[0].changes[*].field"))
                .containsExactlyInAnyOrder("/title", "/variants/" + id + "/listPrice/amount");
    }

    @Test
    void aSaleThatTheFeedNoLongerHasEndsAlsoAfterAnEdit() {
        imported(line(id, "Lamp", "5.00 USD").replace("}", ", \"sale_price\": \"4.00 USD\", "
                + "\"sale_price_effective_date\": \"2020-01-01T00:00Z/2099-01-01T00:00Z\"}"));
        operatorAdds("""
                {"sku": "%1$s", "price": {"amount": 500, "currency": "USD"}},
                {"sku": "%1$s-red", "price": {"amount": 550, "currency": "USD"}}""");
        assertThat(Shop.<Integer>read(product(), "$.variants[0].price.amount")).isEqualTo(400);
        assertThat(priceChangesAt("2099-01-01T00:00:00Z")).isTrue();
        imported(line(id, "Lamp", "5.00 USD"));
        assertThat(Shop.<List<Integer>>read(product(), "$.variants[*].price.amount")).containsExactly(500, 550);
        assertThat(priceChangesAt("2099-01-01T00:00:00Z")).isFalse();
    }

    @Test
    void aLineWhoseCurrencyIsNotThatOfTheOtherVariantsIsABadRow() {
        imported(line(id, "Lamp", "5.00 USD"));
        operatorAdds("""
                {"sku": "%1$s", "price": {"amount": 500, "currency": "USD"}},
                {"sku": "%1$s-red", "price": {"amount": 550, "currency": "USD"}}""");
        MvcTestResult done = imported(line(id, "Lamp", "5.00 EUR") + line(id + "b", "Shade", "5.00 EUR"));
        assertThat(Shop.<List<Integer>>read(done, "$.errors[*].line")).containsExactly(1);
        assertThat(Shop.<String>read(done, "$.errors[0].detail")).contains("one currency");
        assertThat(Shop.<Integer>read(done, "$.created")).isEqualTo(1);
        assertThat(Shop.<List<String>>read(product(), "$.variants[*].price.currency")).containsExactly("USD", "USD");
    }

    @Test
    void aWithdrawnProductStaysWithdrawn() {
        imported(line(id, "Lamp", "5.00 USD"));
        MvcTestResult product = shop.get("/api/v1/products/by-external-id/" + id);
        assertThat(shop.delete("/api/v1/products/" + read(product, "$.id"), tag(product))).hasStatus(204);
        imported(line(id, "Better lamp", "5.00 USD"));
        assertThat(shop.get("/api/v1/products/by-external-id/" + id)).hasStatus(404);
    }

    @Test
    void badRowsAreNamedByTheirLineAndPassedOver() {
        String taken = "T" + UUID.randomUUID();
        shop.newProduct("Operator's own", taken, shop.newCategory(), 1);
        MvcTestResult done = imported(String.join("\n",
                line(id, "Lamp", "5.00 USD").strip(),
                "{broken",
                "",
                line(id + "x", "", "5.00 USD").strip(),
                line(id + "y", "Lamp", "-5.00 USD").strip(),
                line(id + "z", "Lamp", "5.00 DOUBLOONS").strip(),
                line(id, "Another lamp", "5.00 USD").strip(),
                line(id, "Lamp", "5.00 USD").strip(),
                line(taken, "Lamp", "5.00 USD").strip(),
                "\u0000\u0001\u0002"));
        assertThat(Shop.<List<Integer>>read(done, "$.errors[*].line")).containsExactly(2, 4, 5, 6, 7, 9, 10);
        assertThat(Shop.<List<String>>read(done, "$.errors[*].detail")).anySatisfy(
                detail -> assertThat(detail).isEqualTo("title: is missing")).anySatisfy(
                        detail -> assertThat(detail).isEqualTo("id: line 1 has the same id with other content"));
        assertThat(Shop.<Integer>read(done, "$.read")).isEqualTo(9);
        assertThat(Shop.<Integer>read(done, "$.created")).isEqualTo(1);
        assertThat(Shop.<Integer>read(done, "$.unchanged")).isEqualTo(1);
        assertThat(Shop.<Integer>read(done, "$.failed")).isEqualTo(7);
    }

    @Test
    void anIdThatComesTwiceIsFoundAcrossBatches() {
        String others = String.join("", IntStream.range(0, 600)
                .mapToObj(i -> line(id + "-" + i, "Lamp " + i, "1.00 USD")).toList());
        MvcTestResult done = imported(line(id, "Lamp", "5.00 USD") + others + line(id, "Other lamp", "5.00 USD"));
        assertThat(Shop.<List<Integer>>read(done, "$.errors[*].line")).containsExactly(602);
        assertThat(Shop.<Integer>read(done, "$.created")).isEqualTo(601);
    }

    @Test
    void aFileThatCannotBeUnpackedFails() {
        MvcTestResult started = shop.importFeed(new byte[]{0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3});
        MvcTestResult failed = ended(started);
        assertThat(Shop.<String>read(failed, "$.status")).isEqualTo("FAILED");
        assertThat(Shop.<String>read(failed, "$.failure")).contains("damaged");
    }

    @Test
    void aRowThatTheDatabaseRefusesIsNamedAndTheOthersAreTakenOver() {
        jdbc.sql("ALTER TABLE product ADD CONSTRAINT no_curse CHECK (title <> 'Cursed lamp')").update();
        try {
            MvcTestResult done = imported(line(id + "1", "Lamp", "5.00 USD") + line(id + "2", "Cursed lamp", "5.00 USD")
                    + "{broken\n" + line(id + "4", "Shade", "5.00 USD"));
            assertThat(Shop.<List<Integer>>read(done, "$.errors[*].line")).containsExactly(2, 3);
            assertThat(Shop.<String>read(done, "$.errors[0].detail")).startsWith("the database refuses this row");
            assertThat(Shop.<Integer>read(done, "$.created")).isEqualTo(2);
            assertThat(Shop.<Integer>read(done, "$.failed")).isEqualTo(2);
            assertThat(Shop.<Integer>read(done, "$.indexed")).isEqualTo(2);
        } finally {
            jdbc.sql("ALTER TABLE product DROP CONSTRAINT no_curse").update();
        }
        assertThat(shop.get("/api/v1/products/by-external-id/" + id + "2")).hasStatus(404);
        assertThat(shop.get("/api/v1/products/by-external-id/" + id + "4")).hasStatus(200);
    }

    @Test
    void aRepeatedKeyStartsOneImport() {
        byte[] feed = line(id, "Lamp", "5.00 USD").getBytes(StandardCharsets.UTF_8);
        MvcTestResult first = shop.importFeedWithKey(feed, id);
        assertThat(Shop.<String>read(shop.importFeedWithKey(feed, id), "$.id")).isEqualTo(read(first, "$.id"));
        assertThat(shop.importFeedWithKey(line(id, "Lamp", "6.00 USD").getBytes(StandardCharsets.UTF_8), id))
                .as("another file, as long").hasStatus(422);
        assertThat(Shop.<Integer>read(ended(first), "$.created")).isEqualTo(1);
    }

    @Test
    void nothingButAFileOrItsUrlIsImported() {
        assertThat(mvc.post().uri("/api/v1/catalogue/imports").contentType(MediaType.TEXT_PLAIN).content("{}")
                .header(HttpHeaders.AUTHORIZATION, TestTokens.operator().bearer())).hasStatus(415);
        assertThat(mvc.post().uri("/api/v1/catalogue/imports").multipart()
                .header(HttpHeaders.AUTHORIZATION, TestTokens.operator().bearer())
                .contentType(MediaType.MULTIPART_FORM_DATA)).hasStatus(400);
        assertThat(shop.getAsOperator("/api/v1/catalogue/imports/" + UUID.randomUUID())).hasStatus(404);
    }

    /** Whether the schedule of prices looks at the product then. */
    private boolean priceChangesAt(String instant) {
        return jdbc.sql("SELECT next_price_change IS NOT DISTINCT FROM CAST(:at AS timestamptz) FROM product "
                + "WHERE external_id = :id").param("at", instant).param("id", id).query(Boolean.class).single();
    }

    private MvcTestResult product() {
        return shop.get("/api/v1/products/by-external-id/" + id);
    }

    private void operatorAdds(String variants) {
        MvcTestResult product = product();
        assertThat(shop.patch("/api/v1/products/" + read(product, "$.id"), tag(product),
                "{\"variants\": [" + variants.formatted(id) + "]}")).hasStatus(200);
    }

    private MvcTestResult imported(String feed) {
        MvcTestResult ended = ended(shop.importFeed(feed));
        assertThat(Shop.<String>read(ended, "$.status")).isEqualTo("COMPLETED");
        return ended;
    }

    private MvcTestResult ended(MvcTestResult started) {
        assertThat(started).hasStatus(202);
        UUID importId = UUID.fromString(read(started, "$.id"));
        assertThat(started).headers().hasValue(HttpHeaders.LOCATION, "/api/v1/catalogue/imports/" + importId);
        await().atMost(PATIENCE).until(() -> !"RUNNING".equals(read(status(importId), "$.status")));
        return status(importId);
    }

    private MvcTestResult status(UUID importId) {
        return shop.getAsOperator("/api/v1/catalogue/imports/" + importId);
    }

    private static String line(String id, String title, String price) {
        return "{\"id\": \"%s\", \"title\": \"%s\", \"price\": \"%s\"}%n".formatted(id, title, price);
    }
}
