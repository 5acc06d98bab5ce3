package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import dev.souk.product.catalogue.StockLevels;
import dev.souk.product.catalogue.StockLevels.StockLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ProductPlatform
class SearchTests {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private StockLevels stockLevels;

    @Autowired
    private JdbcClient jdbc;

    private Shop shop;
    private String category;

    @BeforeEach
    void openShop() {
        shop = new Shop(mvc);
        category = shop.newCategory();
    }

    @Test
    void thePhraseComesFirst() {
        add("Laptop with a bag of tricks", 1);
        String bag = add("City laptop bag", 2);
        add("Laptop", 3);
        indexed();
        assertThat(ids(search("q=laptop bag"))).startsWith(bag);
        assertThat(ids(shop.get("/api/v1/search?category={c}&q={q}", category, "laptop, bag"))).startsWith(bag);
    }

    @Test
    void aTypoDoesNotHideAProduct() {
        String radio = add("Wonderful televisor", 1);
        indexed();
        assertThat(ids(search("q=televizor"))).containsExactly(radio);
    }

    @Test
    void aCopiedSkuFindsItsProduct() {
        String sku = "X" + UUID.randomUUID();
        String id = shop.newProduct("Radio", sku, category, 1);
        indexed();
        assertThat(ids(search("q=" + sku))).startsWith(id);
    }

    @ParameterizedTest
    @CsvSource({
            "battery, Rechargeable batteries",
            "batteries, Rechargeable battery",
            "watches, Watch",
            "box, Boxes",
            "womens boot, Women's boots",
            "cafe, Café maker",
            "CAFÉ, Cafe maker",
            "web cam, Webcam",
            "webcam, Web cam",
            "wd40-ezrz, Disk WD40EZRZ",
            "WD40EZRZ, Disk WD40-EZRZ",
            "wd 40 ezrz, Disk WD40EZRZ",
            "wd.40.ezrz, Disk wd40_ezrz"})
    void everySpellingFindsTheProduct(String words, String title) {
        String id = add(title, 1);
        add("Something else", 1);
        indexed();
        assertThat(ids(shop.get("/api/v1/search?category=" + category + "&q={q}", words))).containsExactly(id);
    }

    @Test
    void whatAProductIsBeatsWhatItIsFor() {
        String brush = shop.newProduct("Vacuum cleaner brush for vacuum cleaner", category, "Acme",
                "For every vacuum cleaner. Keeps your vacuum cleaner clean.", "");
        String cleaner = shop.newProduct("Turbo 3000 silent and strong cordless upright vacuum cleaner red", category,
                "Acme", "Cleans.", "'product_colour': 'Red'".replace('\'', '"'));
        String bags = shop.newProduct("Vacuum cleaner bags", category, "Acme", "", "");
        indexed();
        assertThat(ids(search("q=vacuum cleaner"))).startsWith(cleaner).contains(brush, bags);
        assertThat(ids(search("q=vacuum cleaner bag"))).startsWith(bags);
    }

    @Test
    void aProductOfTheBrandBeatsOneForTheBrand() {
        String brand = "Brand" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
        shop.newProduct("Stand for " + brand, category, "Acme", brand + " " + brand, "");
        String own = shop.newProduct("Stand", category, brand, "", "");
        indexed();
        assertThat(ids(search("q=" + brand))).hasSize(2).startsWith(own);
    }

    @Test
    void whatIsInStockComesFirstAmongEquals() {
        String gone = add("Radio", 1);
        String sku = "S" + UUID.randomUUID();
        String there = shop.newProduct("Radio", sku, category, 1);
        String goneToo = add("Radio", 1);
        stockLevels.heard(List.of(new StockLevel(sku, 3, 1)));
        indexed();
        assertThat(ids(search("q=radio"))).startsWith(there).contains(gone, goneToo);
    }

    @Test
    void anotherSpellingIsOfferedWhenItFindsSomething() {
        String word = "zyx" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
        String id = add("Wonderful " + word + "scope", 1);
        indexed();
        MvcTestResult found = search("q=wonderfull " + word + "skope");
        assertThat(ids(found)).containsExactly(id);
        assertThat(Shop.<String>read(found, "$.didYouMean")).isEqualTo("wonderful " + word + "scope");
        assertThat(Shop.<String>read(search("q=wonderful"), "$.didYouMean")).as("as typed").isNull();
        assertThat(Shop.<String>read(search("q=wonderfull " + word + "skope&brand=Nobody"), "$.didYouMean"))
                .as("would find nothing").isNull();
    }

    @Test
    void attributesAreCountedAsIfTheirOwnFilterWereNotSet() {
        for (String colour : List.of("Red", "Red", "Blue")) {
            shop.newProduct("Radio", category, "Acme", "",
                    "\"colour.of/it\": \"%s\", \"Size\": \"%s\"".formatted(colour, colour.equals("Red") ? "L" : "S"));
        }
        indexed();
        MvcTestResult found = shop.get("/api/v1/search?category=" + category + "&attr.colour.of/it={colour}", "red");
        assertThat(ids(found)).hasSize(2);
        assertThat(Shop.<List<Integer>>read(found,
                "$.facets.attributes[?(@.name == 'colour.of/it')].values[*].count")).containsExactly(2, 1);
        MvcTestResult both = shop.get("/api/v1/search?category=" + category + "&attr.colour.of/it=red&attr.Size=s");
        assertThat(ids(both)).isEmpty();
        assertThat(Shop.<List<String>>read(both, "$.facets.attributes[?(@.name == 'Size')].values[*].value"))
                .containsExactly("L");
    }

    @Test
    void filtersNarrowTheHits() {
        String cheap = add("Cheap radio", 1_000);
        String dear = add("Dear radio", 9_000);
        indexed();
        assertThat(ids(search("q=radio&priceMax=1000"))).containsExactly(cheap);
        assertThat(ids(search("q=radio&priceMin=1001"))).containsExactly(dear);
        assertThat(ids(search("q=radio&brand=Acme"))).hasSize(2);
        assertThat(ids(search("q=radio&brand=Nobody"))).isEmpty();
        assertThat(ids(search("q=radio&attr.colour=red"))).isEmpty();
    }

    @Test
    void stockIsAFilterThatFollowsTheEvents() {
        String sku = "S" + UUID.randomUUID();
        String id = shop.newProduct("Radio", sku, category, 1);
        indexed();
        assertThat(ids(search("inStock=true"))).isEmpty();
        stockLevels.heard(List.of(new StockLevel(sku, 3, 1)));
        indexed();
        assertThat(ids(search("inStock=true"))).containsExactly(id);
        stockLevels.heard(List.of(new StockLevel(sku, 0, 2)));
        indexed();
        assertThat(ids(search("inStock=true"))).isEmpty();
    }

    @Test
    void aFacetCountsAsIfItsOwnFilterWereNotSet() {
        add("Cheap radio", 1_000);
        add("Dear radio", 90_000);
        indexed();
        MvcTestResult found = search("q=radio&brand=Acme&priceMax=2000");
        assertThat(Shop.<Integer>read(found, "$.total")).isEqualTo(1);
        assertThat(Shop.<List<Integer>>read(found, "$.facets.brand[?(@.value == 'Acme')].count")).containsExactly(1);
        assertThat(Shop.<List<Integer>>read(found, "$.facets.price[*].count")).containsExactly(1, 1);
        assertThat(Shop.<List<Integer>>read(found, "$.facets.price[*].from")).containsExactly(1_000, 50_000);
    }

    @Test
    void highlightsAreSafeToShow() {
        add("<b>Radio</b>", 1);
        indexed();
        assertThat(Shop.<String>read(search("q=radio"), "$.items[0].highlight.title"))
                .isEqualTo("&lt;b&gt;<em>Radio</em>&lt;&#x2F;b&gt;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=radio", "sort=price", "sort=-price", "sort=newest", ""})
    void pagesShowEveryHitOnce(String query) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(add("Radio", 1_000 + i % 2));
        }
        indexed();
        List<String> seen = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            MvcTestResult page = search(query + "&size=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            seen.addAll(ids(page));
            cursor = Shop.read(page, "$.nextCursor");
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all).doesNotHaveDuplicates();
    }

    @Test
    void sortingByPriceWorksBothWays() {
        String dear = add("Radio", 2_000);
        String cheap = add("Radio", 1_000);
        indexed();
        assertThat(ids(search("sort=price"))).containsExactly(cheap, dear);
        assertThat(ids(search("sort=-price"))).containsExactly(dear, cheap);
    }

    @Test
    void aCursorOfAnotherSearchIsRefused() {
        add("Radio", 1);
        add("Radio", 2);
        indexed();
        String cursor = Shop.read(search("sort=price&size=1"), "$.nextCursor");
        assertThat(search("sort=newest&cursor=" + cursor)).hasStatus(400);
        assertThat(search("sort=price&cursor=" + cursor.substring(1))).hasStatus(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "*:*", "title:(", "AND OR NOT", "a\\", "{}[]", "/.*/", "~~", "\uD83D\uDE00", "\uD83D",
            "' OR 1=1",
            "(((((((((((", "<script>", "%", "${jndi:x}", "!@#$^&*()_+", "a~10000", "_exists_:title", "ﷺ", "x~0.8^99"})
    void noWordsHaveAMeaningToTheEngine(String words) {
        assertThat(shop.get("/api/v1/search?q={q}", words)).hasStatus(200);
        assertThat(shop.get("/api/v1/search/suggest?q={q}", words)).hasStatus(200);
        assertThat(shop.get("/api/v1/search?attr.{name}={value}&brand={brand}", words, words, words)).hasStatus(200);
    }

    @Test
    void randomWordsNeverBreakTheSearch() {
        for (int i = 0; i < 50; i++) {
            String words = ThreadLocalRandom.current().ints(200, 0x20, 0x2fff).filter(c -> !Character.isISOControl(c))
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
            assertThat(shop.get("/api/v1/search?q={q}", words)).as(words).hasStatus(200);
        }
    }

    @Test
    void suggestionsGoOnAsTheShopperTypes() {
        String word = "quux" + UUID.randomUUID().toString().substring(0, 8);
        add("Portable " + word, 1);
        indexed();
        assertThat(Shop.<List<String>>read(shop.get("/api/v1/search/suggest?q=portable " + word.substring(0, 8)),
                "$.items[*].text")).containsExactly("Portable " + word);
        MvcTestResult mistyped = shop.get("/api/v1/search/suggest?q=portabel " + word.substring(0, 9));
        assertThat(Shop.<List<String>>read(mistyped, "$.items[*].text")).containsExactly("Portable " + word);
        assertThat(Shop.<List<String>>read(mistyped, "$.categories")).containsExactly(category);
        assertThat(Shop.<List<String>>read(shop.get("/api/v1/search/suggest?q= "), "$.items[*].text")).isEmpty();
    }

    @Test
    void aWithdrawnProductLeavesTheIndex() {
        String id = add("Radio", 1);
        indexed();
        assertThat(ids(search(""))).containsExactly(id);
        assertThat(shop.delete("/api/v1/products/" + id, Shop.tag(shop.get("/api/v1/products/" + id)))).hasStatus(204);
        indexed();
        assertThat(ids(search(""))).isEmpty();
    }

    private String add(String title, long amount) {
        return shop.newProduct(title, "S" + UUID.randomUUID(), category, amount);
    }

    /** Searches among this test's own products. */
    private MvcTestResult search(String query) {
        return shop.get("/api/v1/search?category=" + category + (query.isEmpty() ? "" : "&" + query));
    }

    private static List<String> ids(MvcTestResult found) {
        assertThat(found).hasStatus(200);
        return Shop.read(found, "$.items[*].id");
    }

    private void indexed() {
        await().atMost(Duration.ofSeconds(30)).until(() -> jdbc
                .sql("SELECT NOT EXISTS (SELECT FROM product WHERE greatest(indexed_revision, refused_revision) < revision)")
                .query(Boolean.class)
                .single());
    }
}
