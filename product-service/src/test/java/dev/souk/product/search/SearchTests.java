package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.common.web.paging.Cursor;
import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import dev.souk.product.catalogue.CatalogueChanged;
import dev.souk.product.catalogue.StockLevels;
import dev.souk.product.catalogue.StockLevels.StockLevel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    private IndexQueue queue;

    @Autowired
    private Indexer indexer;

    @Autowired
    private JdbcClient jdbc;

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
    void aGtinIsFoundWithAndWithoutTheZerosBeforeIt() {
        String of13 = shop.newProduct("Toner", aisle.category(), "Acme", "", "\"gtin\": \"0095205603217\"");
        String of12 = shop.newProduct("Drum", aisle.category(), "Acme", "", "\"gtin\": \"884420588030, 12345670\"");
        aisle.indexed();
        assertThat(aisle.found("095205603217")).containsExactly(of13);
        assertThat(aisle.found("0095205603217")).containsExactly(of13);
        assertThat(aisle.found("00095205603217")).containsExactly(of13);
        assertThat(aisle.found("0884420588030")).containsExactly(of12);
        assertThat(aisle.found("12345670")).containsExactly(of12);
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
    void attributesAndValuesWhoseCaseDiffersAreOne() {
        for (String attribute : List.of("'Magnet_Type': 'Neodymium'", "'Magnet_Type': 'Neodymium'",
                "'magnet_type': 'neodymium'", "'MAGNET_TYPE': 'NEODYMIUM'", "'magnet_type': 'Ferrite'",
                "'magnet_type': 'Ferrite', 'MAGNET_TYPE': 'ferrite'")) {
            shop.newProduct("Loudspeaker", aisle.category(), "Acme", "", attribute.replace('\'', '"'));
        }
        aisle.indexed();
        List<Map<String, Object>> facet = List.of(Map.of("name", "Magnet_Type", "values", List.of(
                Map.of("value", "Neodymium", "count", 4), Map.of("value", "Ferrite", "count", 2))));
        for (String filter : List.of("", "&attr.Magnet_Type=neodymium", "&attr.magnet_type=NEODYMIUM",
                "&attr.MAGNET_TYPE=Neodymium&attr.magnet_type=nothing")) {
            MvcTestResult found = shop.get("/api/v1/search?category=" + aisle.category() + filter);
            assertThat(Shop.<Integer>read(found, "$.total")).as(filter).isEqualTo(filter.isEmpty() ? 6 : 4);
            assertThat(Shop.<Object>read(found, "$.facets.attributes")).as(filter).isEqualTo(facet);
        }
        MvcTestResult both = shop.get("/api/v1/search?category=" + aisle.category()
                + "&attr.magnet_type=ferrite&attr.Magnet_Type=Neodymium");
        assertThat(Shop.<Integer>read(both, "$.total")).isEqualTo(6);
        assertThat(Shop.<Object>read(both, "$.facets.attributes")).isEqualTo(facet);
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
    @ValueSource(strings = {"q=radio", "sort=price", "sort=-price", "sort=newest", "sort=rating", "sort=relevance",
            "q=radoi", ""})
    void pagesShowEveryHitOnce(String query) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(aisle.add("Radio", 1_000 + i % 2));
        }
        aisle.indexed();
        List<List<String>> pages = aisle.pages(query + "&size=2", () -> {});
        assertThat(pages).extracting(List::size).containsExactly(2, 2, 1);
        assertThat(pages.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(all);
    }

    /** Each product changes the weights of all words, and with them the score of every other product. */
    @Test
    void pagesShowEveryHitOnceWhileOtherProductsChange() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(aisle.add("Radio" + " with a clock".repeat(i % 4)));
        }
        aisle.indexed();
        Aisle other = new Aisle(mvc, queue);
        Iterator<String> titles = Stream.generate(() -> List.of("Lamp", "Radio clock radio", "Lamp with a lamp"))
                .flatMap(List::stream).iterator();
        List<List<String>> pages = aisle.pages("q=radio&size=2", () -> {
            other.add(titles.next());
            other.add(titles.next());
            other.indexed();
        });
        assertThat(pages.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void aProductThatRisesIsNotMissedAndOneThatFallsIsNotShownAgain() {
        String fallingSku = "S" + UUID.randomUUID();
        String falling = shop.newProduct("Radio", fallingSku, aisle.category(), 1);
        String risingSku = "S" + UUID.randomUUID();
        String rising = shop.newProduct("Radio", risingSku, aisle.category(), 1);
        String last = aisle.add("Stand for a radio");
        stockLevels.heard(List.of(new StockLevel(fallingSku, 3, 1)));
        aisle.indexed();
        List<List<String>> pages = aisle.pages("q=radio&size=1", () -> {
            stockLevels.heard(List.of(new StockLevel(fallingSku, 0, 2), new StockLevel(risingSku, 3, 1)));
            aisle.indexed();
        });
        assertThat(pages).containsExactly(List.of(falling), List.of(rising), List.of(last));
    }

    @Test
    void whatComesBehindThoseThatAreRankedIsShownOnce() {
        jdbc.sql("""
                WITH radio AS (
                    INSERT INTO product (id, title, description, category_id, attributes, status, version, revision,
                                         created_at, updated_at)
                    SELECT gen_random_uuid(), 'Radio', '', category.id, '{}', 'PUBLISHED', 1, 1, now(), now()
                    FROM generate_series(1, :count), category WHERE path = :category
                    RETURNING id)
                INSERT INTO variant (sku, product_id, position, amount, currency, attributes)
                SELECT id, id, 0, 1, 'USD', '{}' FROM radio""")
                .param("count", Place.MOST_RANKED + 150)
                .param("category", aisle.category())
                .update();
        indexer.heard(new CatalogueChanged());
        aisle.indexed();
        List<List<String>> pages = aisle.pages("q=radio&size=100", () -> aisle.add("Lamp"));
        assertThat(pages).extracting(List::size).containsExactly(100, 100, 100, 100, 100, 100, 50);
        assertThat(pages.stream().flatMap(List::stream)).doesNotHaveDuplicates();
    }

    @Test
    void allPagesHaveTheSameTotalAndFacets() {
        for (int i = 0; i < 3; i++) {
            shop.newProduct("Radio", aisle.category(), "Acme", "",
                    "\"colour\": \"%s\"".formatted(i == 0 ? "red" : "blue"));
        }
        aisle.indexed();
        String search = "/api/v1/search?q=radio&size=1&brand=Acme&category=" + aisle.category();
        MvcTestResult first = shop.get(search);
        MvcTestResult second = shop.get(search + "&cursor=" + Shop.<String>read(first, "$.nextCursor"));
        assertThat(Shop.<Integer>read(first, "$.total")).isEqualTo(3);
        assertThat(Shop.<Integer>read(second, "$.total")).isEqualTo(3);
        assertThat(Shop.<Object>read(second, "$.facets")).isEqualTo(Shop.<Object>read(first, "$.facets"));
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
    void anAmountIsComparedInItsCurrencyOnly() {
        String five = priced(500, "EUR");
        String ten = aisle.add("Radio", 1_000);
        String seven = priced(700, "EUR");
        String twenty = aisle.add("Radio", 2_000);
        String yen = priced(600, "JPY");
        aisle.indexed();
        assertThat(pagesOf("q=radio&sort=price")).startsWith(ten, twenty).hasSize(5);
        assertThat(pagesOf("sort=-price")).startsWith(twenty, ten).hasSize(5);
        assertThat(pagesOf("sort=price&currency=EUR")).startsWith(five, seven).hasSize(5);
        assertThat(pagesOf("q=radio&sort=-price&currency=EUR")).startsWith(seven, five).hasSize(5);
        assertThat(pagesOf("priceMax=1000")).containsExactly(ten);
        assertThat(pagesOf("priceMax=1000&currency=JPY")).containsExactly(yen);
        assertThat(pagesOf("priceMin=600&currency=EUR")).containsExactly(seven);
        assertThat(pagesOf("priceMin=600&currency=CHF")).isEmpty();
    }

    @Test
    void thePriceFacetCountsOneCurrency() {
        aisle.add("Radio", 600);
        priced(700, "EUR");
        priced(90_000, "EUR");
        aisle.indexed();
        MvcTestResult dollars = aisle.search("q=radio");
        assertThat(Shop.<Integer>read(dollars, "$.total")).isEqualTo(1);
        assertThat(Shop.<Object>read(dollars, "$.facets.price[*]['currency', 'from', 'count']"))
                .isEqualTo(List.of(Map.of("currency", "USD", "from", 0, "count", 1)));
        MvcTestResult euros = aisle.search("q=radio&currency=EUR&sort=price");
        assertThat(Shop.<Integer>read(euros, "$.total")).isEqualTo(3);
        assertThat(Shop.<Object>read(euros, "$.facets.price[*]['currency', 'from', 'count']"))
                .isEqualTo(List.of(Map.of("currency", "EUR", "from", 0, "count", 1),
                        Map.of("currency", "EUR", "from", 50_000, "count", 1)));
        assertThat(Shop.<String>read(euros, "$.items[0].highlight.title")).isEqualTo("<em>Radio</em>");
    }

    private String priced(long amount, String currency) {
        MvcTestResult added = shop.post("/api/v1/products", """
                {"title": "Radio", "category": "%s", "variants":
                    [{"sku": "S%s", "price": {"amount": %d, "currency": "%s"}}]}
                """.formatted(aisle.category(), UUID.randomUUID(), amount, currency));
        assertThat(added).hasStatus(201);
        return Shop.read(added, "$.id");
    }

    private List<String> pagesOf(String query) {
        return aisle.pages(query + "&size=1", () -> {}).stream().flatMap(List::stream).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=television", "", "q=radio&sort=price", "q=radio&sort=newest", "q=radio&brand=Acme",
            "q=radio&priceMax=2", "q=radio&inStock=true", "q=radio&attr.colour=red", "q=radio&category=elsewhere"})
    void aCursorOfAnotherSearchIsRefused(String other) {
        for (String mine : List.of("q=radio", "q=radio&sort=-price", "q=radio&brand=Nobody&brand=Acme")) {
            String cursor = firstCursor(mine);
            assertRefused(
                    shop.get("/api/v1/search?category=%s&%s&cursor=%s".formatted(aisle.category(), other, cursor)));
        }
    }

    @Test
    void aCursorGoesOnWithTheSameFiltersInAnyOrderAndOtherPages() {
        String cursor = firstCursor("q=radio&brand=Nobody&brand=Acme");
        MvcTestResult rest = shop.get("/api/v1/search?brand=Acme&brand=Nobody&q=radio &size=100&category="
                + aisle.category() + "&cursor=" + cursor);
        assertThat(Aisle.ids(rest)).hasSize(1);
        assertThat(Shop.<String>read(rest, "$.nextCursor")).isNull();
    }

    private String firstCursor(String query) {
        aisle.add("Radio", 1);
        aisle.add("Radio", 2);
        aisle.indexed();
        return Shop.read(shop.get("/api/v1/search?size=1&category=" + aisle.category() + "&" + query), "$.nextCursor");
    }

    private static void assertRefused(MvcTestResult answer) {
        assertThat(answer).as(Shop.body(answer)).hasStatus(400);
        assertThat(Shop.<String>read(answer, "$.type")).matches(".*/(invalid-request|invalid-page)");
        assertThat(Shop.body(answer)).contains("cursor");
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

    /** Parts of a cursor of this very search, as {@link Place} writes them, but for what is forged. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "q=radio           | MISTYPE   | -      | -    | -",
            "q=radio           | ALL       | -      | -    | -",
            "q=radio           | -         | ''     | -    | -",
            "q=radio           | -         | !      | -    | -",
            "q=radio           | -         | gA     | -    | -",
            "q=radio           | -         | AAA    | -    | -",
            "q=radio           | -         | ________________ | - | -",
            "q=radio           | -         | -      | ID   | -",
            "q=radio           | -         | -      | null | -",
            "q=radio&sort=price  | -       | AQ     | -    | -",
            "q=radio&sort=price  | -       | -      | ''   | -",
            "q=radio&sort=price  | -       | -      | {}   | -",
            "q=radio&sort=price  | -       | -      | -    | -1",
            "q=radio&sort=price  | -       | -      | -    | 1e3",
            "q=radio&sort=price  | -       | -      | -    | 9223372036854775807",
            "q=radio&sort=-price | -       | -      | -    | 9223372036854775808",
            "q=radio&sort=rating | -       | -      | -    | NaN",
            "q=radio&sort=newest | -       | -      | -    | 253402300800000",
            "q=radio&sort=newest | -       | -      | -    | ''"})
    void aForgedPlaceIsRefused(String query, @Nullable String match, @Nullable String shown, @Nullable String last,
            @Nullable String value) {
        Cursor genuine = Cursor.parse(firstCursor(query));
        boolean ranked = !query.contains("sort");
        Cursor forged = Cursor.of(genuine.uuid(0),
                Objects.requireNonNullElse(match, genuine.text(1)),
                Objects.requireNonNullElse(shown, genuine.text(2)),
                "ID".equals(last) ? UUID.randomUUID() : Objects.requireNonNullElse(last, genuine.text(3)),
                Objects.requireNonNullElse(value, ranked ? "" : genuine.text(4)));
        assertRefused(
                shop.get("/api/v1/search?category={category}&cursor={cursor}&" + query, aisle.category(), forged));
    }

    @Test
    void aListOfMoreThanPagesCanHaveShownIsRefused() {
        Cursor genuine = Cursor.parse(firstCursor("q=radio"));
        for (long products : List.of(Place.MOST_RANKED + 101L, 2_000L)) {
            Shown endless = Shown.NOTHING.and(LongStream.rangeClosed(1, products).boxed().toList());
            assertRefused(shop.get("/api/v1/search?q=radio&category={category}&cursor={cursor}", aisle.category(),
                    Cursor.of(genuine.uuid(0), genuine.text(1), endless, "")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "", "0", "{}", "[[[[", "AAAAAAAA", "\uD83D\uDE00", "../../products"})
    void whatIsNoCursorIsRefused(String text) {
        for (String sort : List.of("relevance", "price")) {
            assertRefused(shop.get("/api/v1/search?sort={sort}&q=radio&cursor={cursor}", sort, text));
            assertRefused(shop.get("/api/v1/search?sort={sort}&q=radio&cursor={cursor}", sort, Cursor.of(text)));
        }
    }

    @Test
    void anEndlessCursorIsRefused() {
        for (String endless : List.of("[".repeat(1_000_000), "A".repeat(4_001))) {
            assertRefused(shop.get("/api/v1/search?q=radio&cursor={cursor}", endless));
        }
        assertRefused(shop.get("/api/v1/search?q=radio&cursor={cursor}", Cursor.of("[".repeat(1_000_000))));
    }

    @Test
    void aDamagedCursorIsRefused() {
        String cursor = firstCursor("q=radio");
        // not the last character, some of whose bits mean nothing
        for (int i = 0; i < cursor.length() - 1; i++) {
            char other = cursor.charAt(i) == 'A' ? 'Q' : 'A';
            assertRefused(shop.get("/api/v1/search?q=radio&category={category}&cursor={cursor}", aisle.category(),
                    cursor.substring(0, i) + other + cursor.substring(i + 1)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 60})
    void asManyFiltersAsMayBeAreNoFailure(int length) {
        String filters = IntStream.range(0, 50).mapToObj(i -> "&attr." + "a.*(".repeat(length) + i + "=.*")
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
