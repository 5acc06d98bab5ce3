package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.common.web.paging.Cursor;
import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import dev.souk.product.catalogue.StockLevels;
import dev.souk.product.catalogue.StockLevels.StockLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ProductPlatform
class SearchTests {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private StockLevels stockLevels;

    @Autowired
    private IndexQueue queue;

    private Aisle aisle;
    private Shop shop;

    @BeforeEach
    void openShop() {
        aisle = new Aisle(mvc, queue);
        shop = aisle.shop();
    }

    @Test
    void thePhraseComesFirst() {
        aisle.add("Laptop with a bag of tricks", 1);
        String bag = aisle.add("City laptop bag", 2);
        aisle.add("Laptop", 3);
        aisle.indexed();
        assertThat(Aisle.ids(aisle.search("q=laptop bag"))).startsWith(bag);
        assertThat(Aisle.ids(shop.get("/api/v1/search?category={c}&q={q}", aisle.category(), "laptop, bag")))
                .startsWith(bag);
    }

    @Test
    void aTypoDoesNotHideAProduct() {
        String radio = aisle.add("Wonderful televisor", 1);
        aisle.indexed();
        assertThat(Aisle.ids(aisle.search("q=televizor"))).containsExactly(radio);
    }

    @Test
    void aCopiedSkuFindsItsProduct() {
        String sku = "X" + UUID.randomUUID();
        String id = shop.newProduct("Radio", sku, aisle.category(), 1);
        aisle.indexed();
        assertThat(Aisle.ids(aisle.search("q=" + sku))).startsWith(id);
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
        String id = aisle.add(title, 1);
        aisle.add("Something else", 1);
        aisle.indexed();
        assertThat(Aisle.ids(shop.get("/api/v1/search?category=" + aisle.category() + "&q={q}", words)))
                .containsExactly(id);
    }

    @Test
    void whatAProductIsBeatsWhatItIsFor() {
        String brush = shop.newProduct("Vacuum cleaner brush for vacuum cleaner", aisle.category(), "Acme",
                "For every vacuum cleaner. Keeps your vacuum cleaner clean.", "");
        String cleaner = shop.newProduct("Turbo 3000 silent and strong cordless upright vacuum cleaner red",
                aisle.category(),
                "Acme", "Cleans.", "'product_colour': 'Red'".replace('\'', '"'));
        String bags = shop.newProduct("Vacuum cleaner bags", aisle.category(), "Acme", "", "");
        aisle.indexed();
        assertThat(Aisle.ids(aisle.search("q=vacuum cleaner"))).startsWith(cleaner).contains(brush, bags);
        assertThat(Aisle.ids(aisle.search("q=vacuum cleaner bag"))).startsWith(bags);
    }

    @Test
    void aProductOfTheBrandBeatsOneForTheBrand() {
        String brand = "Brand" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
        shop.newProduct("Stand for " + brand, aisle.category(), "Acme", brand + " " + brand, "");
        String own = shop.newProduct("Stand", aisle.category(), brand, "", "");
        aisle.indexed();
        assertThat(Aisle.ids(aisle.search("q=" + brand))).hasSize(2).startsWith(own);
    }

    @Test
    void whatIsInStockComesFirstAmongEquals() {
        String gone = aisle.add("Radio", 1);
        String sku = "S" + UUID.randomUUID();
        String there = shop.newProduct("Radio", sku, aisle.category(), 1);
        String goneToo = aisle.add("Radio", 1);
        stockLevels.heard(List.of(new StockLevel(sku, 3, 1)));
        aisle.indexed();
        assertThat(Aisle.ids(aisle.search("q=radio"))).startsWith(there).contains(gone, goneToo);
    }

    @Test
    void anotherSpellingIsOfferedWhenItFindsSomething() {
        String word = "zyx" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
        String id = aisle.add("Wonderful " + word + "scope", 1);
        aisle.indexed();
        MvcTestResult found = aisle.search("q=wonderfull " + word + "skope");
        assertThat(Aisle.ids(found)).containsExactly(id);
        assertThat(Shop.<String>read(found, "$.didYouMean")).isEqualTo("wonderful " + word + "scope");
        assertThat(Shop.<String>read(aisle.search("q=wonderful"), "$.didYouMean")).as("as typed").isNull();
        assertThat(Shop.<String>read(aisle.search("q=wonderfull " + word + "skope&brand=Nobody"), "$.didYouMean"))
                .as("would find nothing").isNull();
    }

    @Test
    void attributesAreCountedAsIfTheirOwnFilterWereNotSet() {
        for (String colour : List.of("Red", "Red", "Blue")) {
            shop.newProduct("Radio", aisle.category(), "Acme", "",
                    "\"colour.of/it\": \"%s\", \"Size\": \"%s\"".formatted(colour, colour.equals("Red") ? "L" : "S"));
        }
        aisle.indexed();
        MvcTestResult found = shop.get("/api/v1/search?category=" + aisle.category() + "&attr.colour.of/it={colour}",
                "red");
        assertThat(Aisle.ids(found)).hasSize(2);
        assertThat(Shop.<List<Integer>>read(found,
                "$.facets.attributes[?(@.name == 'colour.of/it')].values[*].count")).containsExactly(2, 1);
        MvcTestResult both = shop
                .get("/api/v1/search?category=" + aisle.category() + "&attr.colour.of/it=red&attr.Size=s");
        assertThat(Aisle.ids(both)).isEmpty();
        assertThat(Shop.<List<String>>read(both, "$.facets.attributes[?(@.name == 'Size')].values[*].value"))
                .containsExactly("L");
    }

    @Test
    void filtersNarrowTheHits() {
        String cheap = aisle.add("Cheap radio", 1_000);
        String dear = aisle.add("Dear radio", 9_000);
        aisle.indexed();
        assertThat(Aisle.ids(aisle.search("q=radio&priceMax=1000"))).containsExactly(cheap);
        assertThat(Aisle.ids(aisle.search("q=radio&priceMin=1001"))).containsExactly(dear);
        assertThat(Aisle.ids(aisle.search("q=radio&priceMin=1001&priceMax=" + Long.MAX_VALUE))).containsExactly(dear);
        assertThat(Aisle.ids(aisle.search("q=radio&priceMin=" + Long.MAX_VALUE))).isEmpty();
        assertThat(Aisle.ids(aisle.search("q=radio&brand=Acme"))).hasSize(2);
        assertThat(Aisle.ids(aisle.search("q=radio&brand=Nobody"))).isEmpty();
        assertThat(Aisle.ids(aisle.search("q=radio&attr.colour=red"))).isEmpty();
    }

    @Test
    void stockIsAFilterThatFollowsTheEvents() {
        String sku = "S" + UUID.randomUUID();
        String id = shop.newProduct("Radio", sku, aisle.category(), 1);
        aisle.indexed();
        assertThat(Aisle.ids(aisle.search("inStock=true"))).isEmpty();
        stockLevels.heard(List.of(new StockLevel(sku, 3, 1)));
        aisle.indexed();
        assertThat(Aisle.ids(aisle.search("inStock=true"))).containsExactly(id);
        stockLevels.heard(List.of(new StockLevel(sku, 0, 2)));
        aisle.indexed();
        assertThat(Aisle.ids(aisle.search("inStock=true"))).isEmpty();
    }

    @Test
    void aFacetCountsAsIfItsOwnFilterWereNotSet() {
        aisle.add("Cheap radio", 1_000);
        aisle.add("Dear radio", 90_000);
        aisle.indexed();
        MvcTestResult found = aisle.search("q=radio&brand=Acme&priceMax=2000");
        assertThat(Shop.<Integer>read(found, "$.total")).isEqualTo(1);
        assertThat(Shop.<List<Integer>>read(found, "$.facets.brand[?(@.value == 'Acme')].count")).containsExactly(1);
        assertThat(Shop.<List<Integer>>read(found, "$.facets.price[*].count")).containsExactly(1, 1);
        assertThat(Shop.<List<Integer>>read(found, "$.facets.price[*].from")).containsExactly(1_000, 50_000);
    }

    @Test
    void highlightsAreSafeToShow() {
        aisle.add("<b>Radio</b>", 1);
        aisle.indexed();
        assertThat(Shop.<String>read(aisle.search("q=radio"), "$.items[0].highlight.title"))
                .isEqualTo("&lt;b&gt;<em>Radio</em>&lt;&#x2F;b&gt;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=radio", "sort=price", "sort=-price", "sort=newest", ""})
    void pagesShowEveryHitOnce(String query) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(aisle.add("Radio", 1_000 + i % 2));
        }
        aisle.indexed();
        List<String> seen = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            MvcTestResult page = aisle.search(query + "&size=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            seen.addAll(Aisle.ids(page));
            cursor = Shop.read(page, "$.nextCursor");
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all).doesNotHaveDuplicates();
    }

    @Test
    void sortingByPriceWorksBothWays() {
        String dear = aisle.add("Radio", 2_000);
        String cheap = aisle.add("Radio", 1_000);
        aisle.indexed();
        assertThat(Aisle.ids(aisle.search("sort=price"))).containsExactly(cheap, dear);
        assertThat(Aisle.ids(aisle.search("sort=-price"))).containsExactly(dear, cheap);
    }

    @Test
    void aCursorOfAnotherSearchIsRefused() {
        aisle.add("Radio", 1);
        aisle.add("Radio", 2);
        aisle.indexed();
        String cursor = Shop.read(aisle.search("sort=price&size=1"), "$.nextCursor");
        assertThat(aisle.search("sort=newest&cursor=" + cursor)).hasStatus(400);
        assertThat(aisle.search("sort=price&cursor=" + cursor.substring(1))).hasStatus(400);
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

    @ParameterizedTest
    @CsvSource({"relevance, 1e300", "relevance, -1", "price, 1e300", "price, -1e300", "-price, 9e18", "newest, 1e300",
            "newest, -1e300", "newest, NaN", "price, Infinity"})
    void aForgedPlaceInAnOrderIsNoFailure(String sort, double place) {
        aisle.add("Radio");
        aisle.indexed();
        Cursor forged = Cursor.of(ResultOrder.of(sort), Double.doubleToLongBits(place), UUID.randomUUID(), "AS_TYPED");
        assertThat(aisle.search("q=radio&sort=" + sort + "&cursor=" + forged).getResponse().getStatus())
                .isIn(200, 400);
    }

    @Test
    void asManyFiltersAsMayBeAreNoFailure() {
        String filters = IntStream.range(0, 50).mapToObj(i -> "&attr." + "a.*(".repeat(60) + i + "=.*")
                .collect(Collectors.joining());
        MvcTestResult answer = shop.get("/api/v1/search?q={words}" + filters, "a ".repeat(128).strip());
        assertThat(answer).as(Shop.body(answer)).hasStatus(200);
    }

    @Test
    void suggestionsGoOnAsTheShopperTypes() {
        String word = "quux" + UUID.randomUUID().toString().substring(0, 8);
        aisle.add("Portable " + word, 1);
        aisle.indexed();
        assertThat(Shop.<List<String>>read(shop.get("/api/v1/search/suggest?q=portable " + word.substring(0, 8)),
                "$.items[*].text")).containsExactly("Portable " + word);
        MvcTestResult mistyped = shop.get("/api/v1/search/suggest?q=portabel " + word.substring(0, 9));
        assertThat(Shop.<List<String>>read(mistyped, "$.items[*].text")).containsExactly("Portable " + word);
        assertThat(Shop.<List<String>>read(mistyped, "$.categories")).containsExactly(aisle.category());
        assertThat(Shop.<List<String>>read(shop.get("/api/v1/search/suggest?q= "), "$.items[*].text")).isEmpty();
    }

    @Test
    void aWithdrawnProductLeavesTheIndex() {
        String id = aisle.add("Radio", 1);
        aisle.indexed();
        assertThat(Aisle.ids(aisle.search(""))).containsExactly(id);
        assertThat(shop.delete("/api/v1/products/" + id, Shop.tag(shop.get("/api/v1/products/" + id)))).hasStatus(204);
        aisle.indexed();
        assertThat(Aisle.ids(aisle.search(""))).isEmpty();
    }
}
