package dev.souk.product;

import static dev.souk.product.Shop.read;
import static dev.souk.product.Shop.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.common.web.test.TestTokens;
import dev.souk.product.catalogue.StockLevels;
import dev.souk.product.catalogue.StockLevels.StockLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ProductPlatform
class CatalogueTests {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private StockLevels stockLevels;

    @Autowired
    private JdbcClient jdbc;

    private Shop shop;
    private String category;
    private String sku;

    @BeforeEach
    void openShop() {
        shop = new Shop(mvc);
        category = shop.newCategory();
        sku = newSku();
    }

    @Test
    void everybodySeesAProductWithItsPriceAndStock() {
        String id = shop.newProduct("Kitchen radio", sku, category, 1999);
        stockLevels.heard(List.of(new StockLevel(sku, 7, 1)));

        MvcTestResult product = shop.get("/api/v1/products/" + id);
        assertThat(product).hasStatus(200).headers().hasValue(HttpHeaders.CACHE_CONTROL, "no-cache, public");
        assertThat(Shop.<String>read(product, "$.title")).isEqualTo("Kitchen radio");
        assertThat(Shop.<String>read(product, "$.category")).isEqualTo(category);
        assertThat(Shop.<Integer>read(product, "$.variants[0].price.amount")).isEqualTo(1999);
        assertThat(Shop.<String>read(product, "$.variants[0].price.currency")).isEqualTo("USD");
        assertThat(Shop.<Integer>read(product, "$.variants[0].available")).isEqualTo(7);
        assertThat(Shop.<List<Object>>read(product, "$.images")).isEmpty();
    }

    @Test
    void anUnchangedProductIsNotSentAgain() {
        String path = "/api/v1/products/" + shop.newProduct("Radio", sku, category, 1999);
        String tag = tag(shop.get(path));
        assertThat(shop.getUnlessMatch(path, tag)).hasStatus(304);

        stockLevels.heard(List.of(new StockLevel(sku, 7, 1)));
        assertThat(shop.getUnlessMatch(path, tag)).hasStatus(200);
    }

    @Test
    void aSoldPieceDoesNotGetInTheWayOfAnEditor() {
        String path = "/api/v1/products/" + shop.newProduct("Radio", sku, category, 1999);
        String tag = tag(shop.get(path));
        stockLevels.heard(List.of(new StockLevel(sku, 7, 1)));
        assertThat(shop.patch(path, tag, "{\"title\": \"Better radio\"}")).hasStatus(200)
                .bodyJson().extractingPath("$.title").isEqualTo("Better radio");
    }

    @Test
    void theSecondOfTwoEditorsIsToldOfTheFirst() {
        String path = "/api/v1/products/" + shop.newProduct("Radio", sku, category, 1999);
        String tag = tag(shop.get(path));
        assertThat(shop.patch(path, tag, "{\"brand\": \"First\"}")).hasStatus(200);
        assertThat(shop.patch(path, tag, "{\"brand\": \"Second\"}")).hasStatus(412);
        assertThat(shop.get(path)).bodyJson().extractingPath("$.brand").isEqualTo("First");
    }

    @Test
    void anEditorMayNameSeveralVersionsOrTakeWhateverThereIs() {
        String path = "/api/v1/products/" + shop.newProduct("Radio", sku, category, 1999);
        String tag = tag(shop.get(path));

        assertThat(shop.patch(path, "W/" + tag, "{\"brand\": \"Weak\"}")).hasStatus(412);
        assertThat(shop.patch(path, tag.replace("\"", ""), "{\"brand\": \"Bare\"}")).hasStatus(400)
                .bodyJson().extractingPath("$.type").asString().endsWith("/invalid-if-match");
        assertThat(shop.patch(path, "\"none-of-ours\", " + tag, "{\"brand\": \"Listed\"}")).hasStatus(200);
        assertThat(shop.patch(path, "*", "{\"brand\": \"Any\"}")).hasStatus(200);
        assertThat(shop.getUnlessMatch(path, "*")).hasStatus(304);
        assertThat(shop.patch("/api/v1/products/" + UUID.randomUUID(), "*", "{}")).hasStatus(404);
    }

    @Test
    void anEditSaysWhichVersionItIsMadeOf() {
        String path = "/api/v1/products/" + shop.newProduct("Radio", sku, category, 1999);
        assertThat(shop.patch(path, "nonsense", "{\"brand\": \"First\"}")).hasStatus(400);
    }

    @Test
    void replacingAProductReplacesItsVariants() {
        String path = "/api/v1/products/" + shop.newProduct("Radio", sku, category, 1999);
        String other = newSku();
        assertThat(shop.put(path, tag(shop.get(path)), Shop.product("Radio", other, category, 500))).hasStatus(200);
        assertThat(Shop.<List<String>>read(shop.get(path), "$.variants[*].sku")).containsExactly(other);
        shop.newProduct("Takes the free SKU", sku, category, 1);
    }

    @Test
    void aWithdrawnProductIsGoneForShoppersButItsPriceStaysKnown() {
        String path = "/api/v1/products/" + shop.newProduct("Radio", sku, category, 1999);
        assertThat(shop.delete(path, tag(shop.get(path)))).hasStatus(204);

        assertThat(shop.get(path)).hasStatus(404);
        assertThat(shop.getAsOperator(path)).hasStatus(200).bodyJson().extractingPath("$.status")
                .isEqualTo("WITHDRAWN");
        assertThat(Shop.<Boolean>read(shop.get("/api/v1/products/variants?sku=" + sku), "$.items[0].sellable"))
                .isFalse();
    }

    @Test
    void draftsAreForOperators() {
        String draft = Shop.product("Radio", sku, category, 1).replace("\"brand\"", "\"status\": \"DRAFT\", \"brand\"");
        MvcTestResult added = shop.post("/api/v1/products", draft);
        assertThat(added).hasStatus(201);
        String path = "/api/v1/products/" + read(added, "$.id");
        String offers = "/api/v1/products/variants?sku=" + sku;
        assertThat(shop.get(path)).hasStatus(404);
        assertThat(Shop.body(shop.get(offers))).isEqualTo("{\"items\":[]}");
        assertThat(shop.patch(path, tag(shop.getAsOperator(path)), "{\"status\": \"PUBLISHED\"}")).hasStatus(200);
        assertThat(shop.get(path)).hasStatus(200);
        assertThat(Shop.body(shop.get(offers))).contains(sku);
        assertThat(shop.patch(path, tag(shop.get(path)), "{\"status\": \"DRAFT\"}")).hasStatus(409);
    }

    @Test
    void operatorsFindWhatIsNotOnSale() {
        String onSale = shop.newProduct("Radio", sku, category, 1);
        List<String> drafts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            MvcTestResult draft = shop.post("/api/v1/products", Shop.product("Draft", newSku(), category, 1)
                    .replace("\"brand\"", "\"status\": \"DRAFT\", \"brand\""));
            drafts.addFirst(read(draft, "$.id"));
        }
        String withdrawn = shop.newProduct("Old radio", newSku(), category, 1);
        shop.delete("/api/v1/products/" + withdrawn, "\"1\"");
        String page = "/api/v1/products?category=" + category + "&status=";

        MvcTestResult first = shop.getAsOperator(page + "DRAFT&size=2");
        assertThat(first).hasStatus(200).headers().hasValue(HttpHeaders.CACHE_CONTROL, "no-store");
        List<String> found = new ArrayList<>(Shop.<List<String>>read(first, "$.items[*].id"));
        found.addAll(Shop.<List<String>>read(
                shop.getAsOperator(page + "DRAFT&size=2&cursor=" + read(first, "$.nextCursor")), "$.items[*].id"));
        assertThat(found).isEqualTo(drafts);
        assertThat(Shop.<List<String>>read(shop.getAsOperator(page + "WITHDRAWN"), "$.items[*].id"))
                .containsExactly(withdrawn);
        assertThat(Shop.<List<String>>read(shop.getAsOperator(page + "PUBLISHED"), "$.items[*].id"))
                .containsExactly(onSale);
        assertThat(shop.getAsOperator("/api/v1/products?category=" + category)).headers()
                .hasValue(HttpHeaders.CACHE_CONTROL, "no-cache, public");
        assertThat(shop.getAsOperator(page + "SECRET")).hasStatus(400);
    }

    @Test
    void shoppersDoNotFindWhatIsNotOnSale() {
        shop.post("/api/v1/products", Shop.product("Draft", sku, category, 1)
                .replace("\"brand\"", "\"status\": \"DRAFT\", \"brand\""));
        String page = "/api/v1/products?category=" + category;
        assertThat(Shop.<List<Object>>read(shop.get(page), "$.items")).isEmpty();
        for (String status : List.of("DRAFT", "WITHDRAWN", "PUBLISHED")) {
            assertThat(shop.get(page + "&status=" + status)).hasStatus(401);
            assertThat(mvc.get().uri(page + "&status=" + status).header(HttpHeaders.AUTHORIZATION,
                    TestTokens.shopper(UUID.randomUUID()).bearer())).hasStatus(403);
        }
    }

    @Test
    void pagesShowEveryProductOnceTheNewestFirst() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.addFirst(shop.newProduct("Radio " + i, newSku(), category, 1));
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            MvcTestResult page = shop.get("/api/v1/products?category=" + category + "&size=2"
                    + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            assertThat(page).hasStatus(200);
            seen.addAll(read(page, "$.items[*].id"));
            cursor = read(page, "$.nextCursor");
        }
        assertThat(seen).isEqualTo(ids);
    }

    @Test
    void aCategoryContainsWhatIsBelowIt() {
        MvcTestResult parent = shop.post("/api/v1/categories", "{\"name\": \"Parent " + sku + "\"}");
        MvcTestResult child = shop.post("/api/v1/categories",
                "{\"name\": \"Child\", \"parentId\": \"" + read(parent, "$.id") + "\"}");
        assertThat(Shop.<String>read(child, "$.path")).isEqualTo(read(parent, "$.path") + "/child");
        String id = shop.newProduct("Radio", sku, read(child, "$.path"), 1);
        assertThat(Shop.<List<String>>read(shop.get("/api/v1/products?category=" + read(parent, "$.path")),
                "$.items[*].id")).containsExactly(id);
        assertThat(Shop.<List<String>>read(shop.get("/api/v1/categories"),
                "$.items[?(@.path == '" + read(parent, "$.path") + "')].children[0].path"))
                .containsExactly(Shop.<String>read(child, "$.path"));
    }

    @Test
    void aCategoryIsThereOnce() {
        assertThat(shop.post("/api/v1/categories", "{\"name\": \"" + category + "\"}")).hasStatus(409);
        assertThat(shop.post("/api/v1/categories", "{\"name\": \"x\", \"parentId\": \"" + UUID.randomUUID() + "\"}"))
                .hasStatus(400);
    }

    @Test
    void aCategoryMovesWithAllThatIsInIt() {
        String target = shop.newCategory();
        MvcTestResult parent = shop.post("/api/v1/categories", "{\"name\": \"Parent " + sku + "\"}");
        MvcTestResult child = shop.post("/api/v1/categories",
                "{\"name\": \"Child\", \"parentId\": \"" + read(parent, "$.id") + "\"}");
        String product = "/api/v1/products/" + shop.newProduct("Radio", sku, read(child, "$.path"), 1);
        String childTag = tag(shop.get(categoryPath(child)));
        String productTag = tag(shop.get(product));

        MvcTestResult moved = shop.put(categoryPath(parent), tag(shop.get(categoryPath(parent))),
                "{\"name\": \"Better parent\", \"parentId\": \"" + idOf(target) + "\"}");

        assertThat(moved).hasStatus(200).bodyJson().extractingPath("$.path").isEqualTo(target + "/better-parent");
        assertThat(shop.get(product)).bodyJson().extractingPath("$.category")
                .isEqualTo(target + "/better-parent/child");
        assertThat(shop.getUnlessMatch(product, productTag)).hasStatus(200);
        assertThat(shop.getUnlessMatch(categoryPath(child), childTag)).hasStatus(200);
        assertThat(Shop.<List<String>>read(shop.get("/api/v1/products?category=" + target), "$.items[*].title"))
                .containsExactly("Radio");
        assertThat(jdbc.sql("SELECT bool_and(revision > 1) FROM variant JOIN product ON product.id = product_id "
                + "WHERE sku = :sku").param("sku", sku).query(Boolean.class).single()).as("search is told").isTrue();
        assertThat(shop.put(categoryPath(parent), tag(moved), "{\"name\": \"Parent " + sku + "\"}")).hasStatus(200)
                .bodyJson().extractingPath("$.path").as("a root again").isEqualTo(read(parent, "$.path"));
    }

    @Test
    void aCategoryIsRenamedInItsPlace() {
        String path = "/api/v1/categories/" + idOf(category);
        String name = "Renamed " + sku;
        String tag = tag(shop.get(path));
        assertThat(shop.patch(path, tag, "{\"name\": \"" + name + "\"}")).hasStatus(200)
                .bodyJson().extractingPath("$.name").isEqualTo(name);
        assertThat(shop.patch(path, tag, "{\"name\": \"Other\"}")).as("the second of two editors").hasStatus(412);
        assertThat(shop.patch(path, "nonsense", "{\"name\": \"Other\"}")).hasStatus(400);
        assertThat(shop.patch(path, tag(shop.get(path)), "{\"name\": \"" + shop.newCategory() + "\"}"))
                .as("a path that is taken").hasStatus(409);
        assertThat(shop.patch("/api/v1/categories/" + UUID.randomUUID(), "\"1\"", "{}")).hasStatus(404);
    }

    @Test
    void aCategoryCannotComeUnderItself() {
        MvcTestResult child = shop.post("/api/v1/categories",
                "{\"name\": \"Child\", \"parentId\": \"" + idOf(category) + "\"}");
        String path = "/api/v1/categories/" + idOf(category);
        for (String parent : List.of(idOf(category), read(child, "$.id"))) {
            assertThat(shop.patch(path, tag(shop.get(path)), "{\"parentId\": \"" + parent + "\"}")).hasStatus(400)
                    .bodyJson().extractingPath("$.errors[0].pointer").isEqualTo("/parentId");
        }
        assertThat(shop.get(path)).bodyJson().extractingPath("$.path").isEqualTo(category);
    }

    @Test
    void noPathBecomesTooLongByAMove() {
        String deep = idOf(category);
        for (int i = 0; i < 3; i++) {
            deep = read(shop.post("/api/v1/categories",
                    "{\"name\": \"" + "a".repeat(60) + "\", \"parentId\": \"" + deep + "\"}"), "$.id");
        }
        String path = "/api/v1/categories/" + idOf(category);
        assertThat(shop.patch(path, tag(shop.get(path)), "{\"parentId\": \"" + idOf(shop.newCategory()) + "\"}"))
                .hasStatus(400);
        assertThat(shop.get(path)).bodyJson().extractingPath("$.path").isEqualTo(category);
    }

    @Test
    void onlyAnEmptyCategoryIsDeleted() {
        MvcTestResult child = shop.post("/api/v1/categories",
                "{\"name\": \"Child\", \"parentId\": \"" + idOf(category) + "\"}");
        String path = "/api/v1/categories/" + idOf(category);
        assertThat(shop.delete(path, tag(shop.get(path)))).as("has a child").hasStatus(409);
        String product = "/api/v1/products/" + shop.newProduct("Radio", sku, read(child, "$.path"), 1);
        shop.delete(product, tag(shop.get(product)));
        assertThat(shop.delete(categoryPath(child), "\"1\"")).as("has a withdrawn product").hasStatus(409);

        assertThat(shop.patch(product, tag(shop.getAsOperator(product)),
                "{\"category\": \"" + shop.newCategory() + "\"}")).hasStatus(200);
        assertThat(shop.delete(categoryPath(child), "\"7\"")).hasStatus(412);
        assertThat(shop.delete(categoryPath(child), "\"1\"")).hasStatus(204);
        assertThat(shop.get(categoryPath(child))).hasStatus(404);
        assertThat(shop.delete(path, tag(shop.get(path)))).hasStatus(204);
    }

    @Test
    void skusAndExternalIdsBelongToOneProduct() {
        shop.newProduct("Radio", sku, category, 1);
        assertThat(shop.add("Other", sku, category, 1)).hasStatus(409);

        String feedId = newSku();
        String product = Shop.product("Radio", newSku(), category, 1)
                .replace("\"brand\"", "\"externalId\": \"" + feedId + "\", \"brand\"");
        assertThat(shop.post("/api/v1/products", product)).hasStatus(201);
        assertThat(shop.post("/api/v1/products", product)).hasStatus(409);
        assertThat(shop.get("/api/v1/products/by-external-id/" + feedId)).hasStatus(200);
    }

    @Test
    void aRepeatedKeyCreatesOneProduct() {
        String product = Shop.product("Radio", sku, category, 1);
        MvcTestResult first = shop.postWithKey("/api/v1/products", product, sku);
        MvcTestResult second = shop.postWithKey("/api/v1/products", product, sku);
        assertThat(first).hasStatus(201);
        assertThat(second).hasStatus(201);
        assertThat(Shop.<String>read(second, "$.id")).isEqualTo(read(first, "$.id"));
        assertThat(shop.postWithKey("/api/v1/products", product.replace("Radio", "TV"), sku)).hasStatus(422);
    }

    @Test
    void aRepeatedKeyCreatesOneCategory() {
        String request = "{\"name\": \"Category " + sku + "\"}";
        MvcTestResult first = shop.postWithKey("/api/v1/categories", request, sku);
        MvcTestResult second = shop.postWithKey("/api/v1/categories", request, sku);
        assertThat(second).hasStatus(201).headers().hasValue(HttpHeaders.LOCATION,
                String.valueOf(first.getResponse().getHeader(HttpHeaders.LOCATION)));
        assertThat(Shop.body(second)).isEqualTo(Shop.body(first));
        assertThat(shop.post("/api/v1/categories", request)).as("without the key").hasStatus(409);
        assertThat(shop.postWithKey("/api/v1/categories", "{\"name\": \"Other " + sku + "\"}", sku)).hasStatus(422);
    }

    @Test
    void theOrderSideLearnsPrices() {
        String id = shop.newProduct("Radio", sku, category, 1999);
        MvcTestResult offers = shop.get("/api/v1/products/variants?sku=" + sku + "&sku=UNKNOWN-" + sku);
        assertThat(Shop.body(offers)).isEqualTo(("{\"items\":[{\"sku\":\"%s\",\"productId\":\"%s\",\"title\":\"Radio\","
                + "\"price\":{\"amount\":1999,\"currency\":\"USD\"},"
                + "\"listPrice\":{\"amount\":1999,\"currency\":\"USD\"},\"sellable\":true}]}").formatted(sku, id));
    }

    @Test
    void atMostAHundredPricesAreAskedForAtOnce() {
        assertThat(shop.get("/api/v1/products/variants?sku=A" + "&sku=A".repeat(99))).hasStatus(200);
        assertThat(shop.get("/api/v1/products/variants?sku=A" + "&sku=A".repeat(100))).hasStatus(400);
        assertThat(shop.get("/api/v1/products/variants")).hasStatus(400);
    }

    @Test
    void onlyOperatorsWrite() {
        String product = Shop.product("Radio", sku, category, 1);
        assertThat(mvc.post().uri("/api/v1/products").contentType(MediaType.APPLICATION_JSON).content(product))
                .hasStatus(401);
        String shopper = TestTokens.shopper(UUID.randomUUID()).bearer();
        assertThat(mvc.post().uri("/api/v1/products").header(HttpHeaders.AUTHORIZATION, shopper)
                .contentType(MediaType.APPLICATION_JSON).content(product)).hasStatus(403);
        assertThat(mvc.post().uri("/api/v1/categories").header(HttpHeaders.AUTHORIZATION, shopper)
                .contentType(MediaType.APPLICATION_JSON).content("{\"name\": \"Mine\"}")).hasStatus(403);
        assertThat(mvc.get().uri("/api/v1/catalogue/imports/" + UUID.randomUUID())
                .header(HttpHeaders.AUTHORIZATION, shopper)).hasStatus(403);
    }

    @Test
    void theNewestWordOnAStockLevelCounts() {
        String path = "/api/v1/products/" + shop.newProduct("Radio", sku, category, 1);
        stockLevels.heard(List.of(new StockLevel(sku, 5, 3), new StockLevel(sku, 9, 2)));
        stockLevels.heard(List.of(new StockLevel(sku, 8, 1), new StockLevel("ELSE-" + sku, 1, 1)));
        assertThat(Shop.<Integer>read(shop.get(path), "$.variants[0].available")).isEqualTo(5);
    }

    @Test
    void stockThatWasHeardOfBeforeTheProductIsShown() {
        stockLevels.heard(List.of(new StockLevel(sku, 5, 3)));
        String path = "/api/v1/products/" + shop.newProduct("Radio", sku, category, 1);
        assertThat(Shop.<Integer>read(shop.get(path), "$.variants[0].available")).isEqualTo(5);
    }

    private String idOf(String category) {
        return Shop.<List<String>>read(shop.get("/api/v1/categories"), "$.items[?(@.path == '" + category + "')].id")
                .getFirst();
    }

    private static String categoryPath(MvcTestResult category) {
        return "/api/v1/categories/" + read(category, "$.id");
    }

    private static String newSku() {
        return "SKU-" + UUID.randomUUID();
    }

    @Test
    void whoHasAPageOrTheTreeAlreadyIsToldSoUntilItIsAnother() {
        shop.newProduct("Radio", "S" + UUID.randomUUID(), category, 1);
        for (String path : List.of("/api/v1/products?category=" + category, "/api/v1/categories")) {
            String tag = Shop.tag(shop.get(path));
            assertThat(shop.getUnlessMatch(path, tag)).hasStatus(304);
            shop.newProduct("Lamp", "S" + UUID.randomUUID(), category, 1);
            shop.newCategory();
            assertThat(shop.getUnlessMatch(path, tag)).hasStatus(200);
        }
    }
}
