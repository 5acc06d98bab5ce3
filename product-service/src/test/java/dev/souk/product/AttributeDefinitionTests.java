package dev.souk.product;

import static dev.souk.product.Shop.read;
import static dev.souk.product.Shop.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** Which attributes products have, as operators define them by category. */
@ProductPlatform
class AttributeDefinitionTests {

    private static final String DIAGONAL = """
            {"name": "diagonal", "type": "NUMBER", "unit": "inch", "required": true}""";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private Shop shop;
    private String sku;
    private MvcTestResult parent;
    private MvcTestResult child;

    @BeforeEach
    void openShop() {
        shop = new Shop(mvc);
        sku = "SKU-" + UUID.randomUUID();
        parent = shop.post("/api/v1/categories", "{\"name\": \"Computers " + sku + "\"}");
        child = shop.post("/api/v1/categories",
                "{\"name\": \"Laptops\", \"parentId\": \"" + read(parent, "$.id") + "\"}");
    }

    @Test
    void definitionsAreInherited() {
        String childTag = tag(shop.get(path(child)));
        define(parent, DIAGONAL);
        assertThat(shop.getUnlessMatch(path(child), childTag)).as("what it inherits is another").hasStatus(200);
        define(child, "{\"name\": \"panel\", \"type\": \"TEXT\", \"allowedValues\": [\"IPS\", \"VA\"]}");

        MvcTestResult attributes = shop.get(path(child));
        assertThat(Shop.<List<String>>read(attributes, "$.items[*].name")).containsExactly("panel");
        assertThat(Shop.<List<String>>read(attributes, "$.items[0].allowedValues")).containsExactly("IPS", "VA");
        assertThat(Shop.<String>read(attributes, "$.inherited[0].category")).isEqualTo(read(parent, "$.path"));
        assertThat(Shop.<List<String>>read(attributes, "$.inherited[0].items[*].unit")).containsExactly("inch");
    }

    @Test
    void anEditorKeepsThem() {
        define(parent, DIAGONAL);
        refused("{}", "/attributes/diagonal");
        refused("{\"diagonal\": \"15.6\"}", "/attributes/diagonal");
        refused("{\"diagonal\": 15.6, \"colour\": \"Red\"}", "/attributes/colour");

        MvcTestResult added = add("{\"diagonal\": 15.6}");
        assertThat(added).hasStatus(201);
        assertThat(Shop.<Object>read(added, "$.attributes.diagonal")).isEqualTo(15.6);
        String product = "/api/v1/products/" + read(added, "$.id");
        assertThat(shop.patch(product, tag(shop.get(product)), "{\"attributes\": {}}")).hasStatus(400);
        assertThat(Shop.<List<Object>>read(shop.getAsOperator(product + "/changes"), "$.items")).hasSize(1);
    }

    @Test
    void aProductThatIsOlderCanStillBeWithdrawn() {
        MvcTestResult added = add("{\"colour\": \"Red\"}");
        define(child, DIAGONAL);
        String product = "/api/v1/products/" + read(added, "$.id");
        assertThat(shop.patch(product, tag(shop.get(product)), "{\"title\": \"Better\"}")).hasStatus(200);
        assertThat(shop.delete(product, tag(shop.get(product)))).hasStatus(204);
    }

    @Test
    void aFeedsNumbersBecomeNumbersAndItsBadRowsAreListed() {
        define(parent, DIAGONAL);
        String category = "Computers " + sku + " > Notebooks";
        String line = "{\"id\": \"%s\", \"title\": \"T\", \"price\": \"1 USD\", \"category\": \"%s\", "
                + "\"attributes\": {\"diagonal\": \"%s\", \"colour\": \"Red\"}}\n";
        String status = "/api/v1/catalogue/imports/" + read(shop.importFeed(
                line.formatted(sku, category, "15.6") + line.formatted(sku + "b", category, "large")), "$.id");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> "COMPLETED".equals(read(shop.getAsOperator(status), "$.status")));
        assertThat(Shop.<List<Integer>>read(shop.getAsOperator(status), "$.errors[*].line")).containsExactly(2);
        assertThat(Shop.<String>read(shop.getAsOperator(status), "$.errors[0].detail"))
                .isEqualTo("attributes.diagonal: is a number in inch");
        MvcTestResult product = shop.get("/api/v1/products/by-external-id/" + sku);
        assertThat(Shop.<Object>read(product, "$.attributes.diagonal")).isEqualTo(15.6);
        assertThat(Shop.<Object>read(product, "$.attributes.colour")).isEqualTo("Red");
    }

    @Test
    void theSecondOfTwoEditorsIsToldOfTheFirst() {
        String tag = tag(shop.get(path(child)));
        assertThat(shop.put(path(child), tag, "{\"items\": [%s]}".formatted(DIAGONAL))).hasStatus(200);
        assertThat(shop.put(path(child), tag, "{\"items\": []}")).hasStatus(412);
        assertThat(shop.put(path(child), "nonsense", "{\"items\": []}")).hasStatus(400);
        assertThat(Shop.<List<Object>>read(shop.get(path(child)), "$.items")).hasSize(1);
        assertThat(shop.get("/api/v1/categories/" + UUID.randomUUID() + "/attributes")).hasStatus(404);
    }

    @Test
    void ofTwoEditorsAtTheSameInstantOneIsToldOfTheOther() {
        String tag = tag(shop.get(path(child)));
        List<CompletableFuture<MvcTestResult>> edits = new ArrayList<>();
        Executor each = Thread::startVirtualThread;
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("LOCK TABLE category IN SHARE ROW EXCLUSIVE MODE").update();
            for (String name : List.of("panel", "weight")) {
                edits.add(CompletableFuture.supplyAsync(() -> shop.put(path(child), tag,
                        "{\"items\": [{\"name\": \"%s\", \"type\": \"TEXT\"}]}".formatted(name)), each));
            }
            await("both wait").until(() -> jdbc.sql("""
                    SELECT count(*) FROM pg_locks WHERE relation = CAST('category' AS regclass) AND NOT granted""")
                    .query(Integer.class).single() == 2);
        });
        assertThat(edits.stream().map(CompletableFuture::join).map(answer -> answer.getResponse().getStatus()))
                .containsExactlyInAnyOrder(200, 412);
        assertThat(Shop.<List<Object>>read(shop.get(path(child)), "$.items")).hasSize(1);
    }

    private void define(MvcTestResult category, String definition) {
        assertThat(shop.put(path(category), tag(shop.get(path(category))), "{\"items\": [%s]}".formatted(definition)))
                .hasStatus(200);
    }

    private MvcTestResult add(String attributes) {
        return shop.post("/api/v1/products", Shop.product("Laptop", sku, read(child, "$.path"), 1)
                .replace("\"brand\"", "\"attributes\": " + attributes + ", \"brand\""));
    }

    private void refused(String attributes, String pointer) {
        assertThat(add(attributes)).hasStatus(400).bodyJson().extractingPath("$.errors[0].pointer").isEqualTo(pointer);
        assertThat(Shop.<List<Object>>read(shop.get("/api/v1/products/variants?sku=" + sku), "$.items")).isEmpty();
    }

    private static String path(MvcTestResult category) {
        return "/api/v1/categories/" + read(category, "$.id") + "/attributes";
    }
}
