package dev.souk.product.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What a hostile or careless client sends: each is refused with a problem that names the field, and stores nothing. */
@ProductPlatform
class HostileInputTests {

    private static final List<String> NO_SKUS = List.of("../x", "a b", "a\nb", "' OR 1=1 --", "x".repeat(65));

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
        sku = "H" + UUID.randomUUID();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'price': {'amount': -1, 'currency': 'USD'}|/variants/0/price",
            "'price': {'amount': 100000000001, 'currency': 'USD'}|/variants/0/price",
            "'price': {'amount': 9223372036854775807, 'currency': 'USD'}|/variants/0/price",
            "'price': {'amount': 9223372036854775808, 'currency': 'USD'}|/variants/0/price/amount",
            "'price': {'amount': 1e30, 'currency': 'USD'}|/variants/0/price/amount",
            "'price': {'amount': 19.99, 'currency': 'USD'}|/variants/0/price/amount",
            "'price': {'amount': '1999', 'currency': 'USD'}|/variants/0/price/amount",
            "'price': {'amount': 1999, 'currency': 'XYZ'}|/variants/0/price",
            "'price': {'amount': 1999, 'currency': 'XAU'}|/variants/0/price",
            "'price': {'amount': 1999, 'currency': 'usd'}|/variants/0/price",
            "'price': {'amount': 1999, 'currency': null}|/variants/0/price/currency",
            "'price': {'amount': 1999, 'currency': 'USD', 'discount': 1}|/variants/0/price/discount",
            "'price': null|/variants/0/price"})
    void aPriceThatCannotBeIsRefused(String price, String pointer) {
        refused(product("'title': 'Radio'", "'sku': '$SKU', " + price), pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'title': 'a\\u0000b'|/title",
            "'title': 'a\\nb'|/title",
            "'title': '\\u001b[31mred'|/title",
            "'title': '\\ud800'|/title",
            "'title': ' '|/title",
            "'title': 'Radio', 'description': 'a\\u0000b'|/description",
            "'title': 'Radio', 'brand': 'a\\u0000b'|/brand",
            "'title': 'Radio', 'brand': ''|/brand",
            "'title': 'Radio', 'externalId': 'a\\u0000b'|/externalId",
            "'title': 'Radio', 'externalId': ''|/externalId",
            "'title': 'Radio', 'attributes': {'a\\u0000b': 1}|/attributes",
            "'title': 'Radio', 'attributes': {'': 1}|/attributes",
            "'title': 'Radio', 'attributes': {'a': 'x\\u0000y'}|/attributes/a",
            "'title': 'Radio', 'attributes': {'a': null}|/attributes/a",
            "'title': 'Radio', 'attributes': {'a/b': []}|/attributes/a~1b",
            "'title': 'Radio', 'attributes': {'a': 1e400}|/attributes/a",
            "'title': 'Radio', 'status': 'SOLD'|/status",
            "'title': 'Radio', 'id': 'x'|/id",
            "'title': 'Radio', 'rating': 5|/rating"})
    void aTextThatCannotBeIsRefused(String fields, String pointer) {
        refused(product(fields, "'sku': '$SKU', 'price': {'amount': 1, 'currency': 'USD'}"), pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'sku': '../x'|/variants/0/sku",
            "'sku': 'a\\u0000b'|/variants/0/sku",
            "'sku': ''|/variants/0/sku",
            "'sku': '$SKU', 'attributes': {'a': {}}|/variants/0/attributes/a",
            "'sku': '$SKU', 'available': 7|/variants/0/available"})
    void aVariantThatCannotBeIsRefused(String fields, String pointer) {
        refused(product("'title': 'Radio'", fields + ", 'price': {'amount': 1, 'currency': 'USD'}"), pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'amount': -1, 'currency': 'USD', $WEEK}|/variants/0/sales/0",
            "{'amount': 2, 'currency': 'USD', $WEEK}|/variants/0/sales/0",
            "{'amount': 1, 'currency': 'EUR', $WEEK}|/variants/0/sales/0",
            "{'amount': 1, 'currency': 'XYZ', $WEEK}|/variants/0/sales/0",
            "{'amount': 9223372036854775808, 'currency': 'USD', $WEEK}|/variants/0/sales/0/amount",
            "{'amount': 0.5, 'currency': 'USD', $WEEK}|/variants/0/sales/0/amount",
            "{'currency': 'USD', $WEEK}|/variants/0/sales/0/amount",
            "{'amount': 1, $WEEK}|/variants/0/sales/0/currency",
            "{'amount': 1, 'currency': 'USD', 'from': '2026-12-01T00:00:00Z', 'until': '2026-12-01T00:00:00Z'}|/variants/0/sales/0/until",
            "{'amount': 1, 'currency': 'USD', 'from': '2026-12-01T00:00:00Z', 'until': '+1000000000-12-31T23:59:59Z'}|/variants/0/sales/0/until",
            "{'amount': 1, 'currency': 'USD', 'from': '-1000000000-01-01T00:00:00Z', 'until': '2026-12-01T00:00:00Z'}|/variants/0/sales/0/from",
            "{'amount': 1, 'currency': 'USD', 'from': 'yesterday', 'until': '2026-12-01T00:00:00Z'}|/variants/0/sales/0/from",
            "{'amount': 1, 'currency': 'USD', 'from': '2026-12-01T00:00:00Z'}|/variants/0/sales/0/until",
            "{'amount': 1, 'currency': 'USD', $WEEK, 'coupon': 'X'}|/variants/0/sales/0/coupon",
            "{'amount': 1, 'currency': 'USD', $WEEK}, {'amount': 1, 'currency': 'USD', $WEEK}|/variants/0/sales/1",
            "null|/variants/0/sales/0"})
    void aSaleThatCannotBeIsRefused(String sales, String pointer) {
        refused(product("'title': 'Radio'", "'sku': '$SKU', 'price': {'amount': 1, 'currency': 'USD'}, 'sales': ["
                + sales.replace("$WEEK", "'from': '2026-12-01T00:00:00Z', 'until': '2026-12-08T00:00:00Z'") + "]"),
                pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'name': 'a\\u0000b', 'type': 'TEXT'}|/items/0/name",
            "{'name': ' ', 'type': 'TEXT'}|/items/0/name",
            "{'name': 'a'}|/items/0/type",
            "{'name': 'a', 'type': 'MONEY'}|/items/0/type",
            "{'name': 'a', 'type': 'NUMBER', 'unit': 'a\\nb'}|/items/0/unit",
            "{'name': 'a', 'type': 'TEXT', 'unit': 'inch'}|/items/0/unit",
            "{'name': 'a', 'type': 'TEXT', 'allowedValues': ['x', 'x']}|/items/0/allowedValues",
            "{'name': 'a', 'type': 'TEXT', 'allowedValues': ['a\\u0000b']}|/items/0/allowedValues/0",
            "{'name': 'a', 'type': 'NUMBER', 'allowedValues': ['1']}|/items/0/allowedValues",
            "{'name': 'a', 'type': 'TEXT', 'required': 'perhaps'}|/items/0/required",
            "{'name': 'a', 'type': 'TEXT', 'category': 'x'}|/items/0/category",
            "{'name': 'a', 'type': 'TEXT'}, {'name': 'a', 'type': 'NUMBER'}|/items/1/name"})
    void aDefinitionThatCannotBeIsRefused(String items, String pointer) {
        String id = Shop.<List<String>>read(shop.get("/api/v1/categories"),
                "$.items[?(@.path == '" + category + "')].id").getFirst();
        String path = "/api/v1/categories/" + id + "/attributes";
        assertThat(pointersOf(shop.put(path, Shop.tag(shop.get(path)), "{'items': [%s]}".formatted(items)
                .replace('\'', '"')))).containsExactly(pointer);
        assertThat(Shop.<List<Object>>read(shop.get(path), "$.items")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'title': 'a\\u0000b'}|400",
            "{'variants': []}|400",
            "{'variants': [{'sku': '$SKU', 'price': {'amount': -1, 'currency': 'USD'}}]}|400",
            "{'variants': [{'sku': '$TAKEN', 'price': {'amount': 1, 'currency': 'USD'}}]}|409",
            "{'category': 'nowhere'}|400",
            "{'status': 'DRAFT'}|409",
            "{'externalId': 'x'}|400"})
    void aRefusedEditLeavesNoTrace(String edit, int status) {
        shop.newProduct("Taken", "T" + sku, category, 1);
        String id = shop.newProduct("Radio", sku, category, 1);
        String path = "/api/v1/products/" + id;
        String before = Shop.body(shop.get(path));
        String tag = Shop.tag(shop.get(path));
        String body = edit.replace("$SKU", sku).replace("$TAKEN", "T" + sku).replace('\'', '"');

        assertThat(shop.patch(path, tag, body)).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(shop.patch(path, "\"7\"", "{\"title\": \"Stale\"}")).hasStatus(412);
        assertThat(shop.patch(path, "", "{\"title\": \"Careless\"}")).hasStatus(400);

        assertThat(Shop.body(shop.get(path))).isEqualTo(before);
        assertThat(Shop.<List<Object>>read(shop.getAsOperator(path + "/changes"), "$.items")).hasSize(1);
        assertThat(announcementsWith(id)).isOne();
    }

    @Test
    void aProductThatIsThereAlreadyIsNotThereTwice() {
        String product = product("'title': 'Radio', 'externalId': '$SKU'",
                "'sku': '$SKU', 'price': {'amount': 1, 'currency': 'USD'}");
        assertThat(shop.post("/api/v1/products", product)).hasStatus(201);
        assertThat(shop.post("/api/v1/products", product)).hasStatus(409);
        assertThat(shop.post("/api/v1/products",
                product.replace("\"sku\": \"" + sku, "\"sku\": \"other-" + sku.substring(20)))).hasStatus(409)
                .bodyJson().extractingPath("$.detail").asString().contains(sku);
        assertThat(announcementsWith(sku)).isOne();
    }

    @Test
    void aProductOfNoKnownCategoryIsRefused() {
        for (String nowhere : List.of("nowhere", "../x", "", "a\\u0000b")) {
            String product = product("'title': 'Radio'", "'sku': '$SKU', 'price': {'amount': 1, 'currency': 'USD'}")
                    .replace(category, nowhere);
            refused(product, "/category");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'name': 'a\\u0000b'}|/name",
            "{'name': 'a\\nb'}|/name",
            "{'name': '!!!'}|/name",
            "{'name': ''}|/name",
            "{'name': 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'}|/name",
            "{'name': 'Audio', 'parentId': '00000000-0000-7000-8000-000000000000'}|/parentId",
            "{'name': 'Audio', 'parentId': 'x'}|/parentId",
            "{'name': 'Audio', 'id': '00000000-0000-7000-8000-000000000000'}|/id",
            "{'name': 'Audio', 'path': '../x'}|/path"})
    void aCategoryThatCannotBeIsRefused(String body, String pointer) {
        assertThat(pointersOf(shop.post("/api/v1/categories", body.replace('\'', '"')))).containsExactly(pointer);
    }

    @Test
    void theCategoryTreeHasNoCycle() {
        MvcTestResult root = shop.post("/api/v1/categories", "{\"name\": \"Root " + sku + "\"}");
        String id = Shop.read(root, "$.id");
        MvcTestResult child = shop.post("/api/v1/categories", "{\"name\": \"Same\", \"parentId\": \"" + id + "\"}");
        assertThat(shop.post("/api/v1/categories",
                "{\"name\": \"Root " + sku + "\", \"parentId\": \"" + Shop.read(child, "$.id") + "\"}")).hasStatus(201)
                .bodyJson().extractingPath("$.path").asString().startsWith(Shop.<String>read(child, "$.path") + "/");
        String path = "/api/v1/categories/" + id;
        assertThat(pointersOf(shop.put(path, Shop.tag(shop.get(path)),
                "{\"name\": \"Root\", \"parentId\": \"" + Shop.read(child, "$.id") + "\"}")))
                .containsExactly("/parentId");
        assertThat(Shop.<List<Object>>read(shop.get("/api/v1/categories"), "$.items[?(@.id == '" + id + "')]"))
                .hasSize(1);
    }

    @Test
    void aPathThatGrowsWithoutEndIsRefused() {
        String parent = Shop.read(shop.post("/api/v1/categories", "{\"name\": \"%s\"}".formatted("d".repeat(60 - 1)
                + sku.charAt(sku.length() - 1))), "$.id");
        for (int depth = 2; depth <= 4; depth++) {
            parent = Shop.read(shop.post("/api/v1/categories",
                    "{\"name\": \"%s\", \"parentId\": \"%s\"}".formatted("d".repeat(60), parent)), "$.id");
        }
        assertThat(pointersOf(shop.post("/api/v1/categories",
                "{\"name\": \"%s\", \"parentId\": \"%s\"}".formatted("d".repeat(60), parent))))
                .containsExactly("/name");
    }

    @ParameterizedTest
    @CsvSource({"/products?size=0,size", "/products?size=1000000000,size", "/products?size=-1,size",
            "/products?size=x,size", "/products?cursor=forged,cursor", "/products?category=../x,category",
            "/products?category=nowhere,category", "/products/variants,sku", "/products/x,id",
            "/search?size=0,size", "/search?size=1000000000,size", "/search?cursor=forged,cursor",
            "/search?sort=magic,sort", "/search?priceMin=-1,priceMin", "/search?priceMin=x,priceMin",
            "/search?priceMin=99999999999999999999,priceMin", "/search?priceMin=2&priceMax=1,priceMax",
            "/search?currency=XYZ,currency", "/search?currency=euro,currency",
            "/search?inStock=perhaps,inStock", "/search/suggest,q"})
    void aQueryThatCannotBeAnsweredIsRefused(String query, String named) {
        assertThat(namesOf(shop.get("/api/v1" + query))).contains(named);
    }

    @Test
    void aSearchForWhatNobodyTypesIsRefused() {
        String endless = "x".repeat(10_000);
        assertThat(namesOf(shop.get("/api/v1/search?q={q}", endless))).contains("\"q\"");
        assertThat(namesOf(shop.get("/api/v1/search/suggest?q={q}", endless))).contains("\"q\"");
        assertThat(namesOf(shop.get("/api/v1/search?brand={brand}", endless))).contains("\"brand\"");
        assertThat(namesOf(shop.get("/api/v1/search?category={category}", endless))).contains("\"category\"");
        assertThat(namesOf(shop.get("/api/v1/search?attr.colour={value}", endless))).contains("\"attr.colour\"");
        assertThat(namesOf(shop.get("/api/v1/search?attr.{name}=1", endless))).contains("\"attr\"");
        assertThat(namesOf(shop.get("/api/v1/search?q=a" + "&brand=x".repeat(51)))).contains("\"brand\"");
        for (String control : List.of("a\nb", "\u001b[31m", "\u0085")) {
            assertThat(namesOf(shop.get("/api/v1/search?q={q}", control))).contains("\"q\"");
            assertThat(namesOf(shop.get("/api/v1/search/suggest?q={q}", control))).contains("\"q\"");
            assertThat(namesOf(shop.get("/api/v1/search?attr.a={value}", control))).contains("\"attr.a\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/search?q={text}", "/search/suggest?q={text}", "/search?attr.{text}=1",
            "/products?category={text}", "/products/variants?sku={text}"})
    void aQueryWithWhatNoDatabaseKeepsIsRefused(String query) {
        assertThat(shop.get("/api/v1" + query, "a\u0000b")).hasStatus(400);
    }

    @ParameterizedTest
    @FieldSource("NO_SKUS")
    void whatIsNoSkuHasNoPrice(String hostile) {
        assertThat(shop.get("/api/v1/products/variants?sku={sku}", hostile)).hasStatus(200).bodyJson()
                .isStrictlyEqualTo("{\"items\": []}");
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        for (int i = 0; i < 2; i++) {
            shop.newProduct("Radio", sku + i, category, 1);
        }
        String cursor = Shop.read(shop.get("/api/v1/products?size=1"), "$.nextCursor");
        assertThat(namesOf(shop.get("/api/v1/search?cursor=" + cursor))).contains("cursor");
        assertThat(namesOf(shop.get("/api/v1/products?cursor=" + cursor.substring(1)))).contains("cursor");
        assertThat(namesOf(shop.get("/api/v1/products?cursor=" + cursor + "AAAA"))).contains("cursor");
    }

    private void refused(String product, String pointer) {
        assertThat(pointersOf(shop.post("/api/v1/products", product))).containsExactly(pointer);
        assertThat(Shop.<List<Object>>read(shop.get("/api/v1/products/variants?sku=" + sku), "$.items")).isEmpty();
        assertThat(announcementsWith(sku)).isZero();
    }

    private long announcementsWith(String text) {
        return jdbc.sql("SELECT count(*) FROM outbox WHERE topic = 'products' AND strpos(payload, :text) > 0")
                .param("text", text).query(Long.class).single();
    }

    /** JSON with apostrophes for quotation marks. */
    private String product(String fields, String variant) {
        return "{%s, 'category': '%s', 'variants': [{%s}]}".formatted(fields, category, variant).replace("$SKU", sku)
                .replace('\'', '"');
    }

    private static List<String> pointersOf(MvcTestResult refused) {
        assertThat(refused).hasStatus(400).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return Shop.read(refused, "$.errors[*].pointer");
    }

    /** All that the problem says. */
    private static String namesOf(MvcTestResult refused) {
        assertThat(refused).hasStatus(400).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return Shop.body(refused);
    }
}
