package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

@ProductPlatform
class SynonymTests {

    private static final String PATH = "/api/v1/search/synonyms";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private IndexQueue queue;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private Aisle aisle;
    private Shop shop;
    private String before = "";

    @BeforeEach
    void openShop() {
        aisle = new Aisle(mvc, queue);
        shop = aisle.shop();
        before = Shop.body(shop.getAsOperator(PATH));
    }

    @AfterEach
    void putBack() {
        put(before);
    }

    @Test
    void aNewShopKnowsSome() {
        String mouse = aisle.add("Optical mouse");
        String hoover = aisle.add("Upright vacuum cleaner");
        String knife = aisle.add("Bread knife");
        aisle.indexed();
        await("of the service, which hears of them when another test has put them back").atMost(Aisle.PATIENCE)
                .untilAsserted(() -> assertThat(aisle.found("mice")).containsExactly(mouse));
        assertThat(aisle.found("hoover")).containsExactly(hoover);
        assertThat(aisle.found("bread knives")).containsExactly(knife);
    }

    @Test
    void aSynonymIsFoundBelowTheWordItself() {
        List<String> couches = Stream.of("Red couch", "Couch", "Couch for the couch friend").map(aisle::add).toList();
        String sofa = shop.newProduct("Red corner element", aisle.category(), "Acme", "Goes with every sofa.", "");
        String chesterfield = aisle.add("Chesterfield settee");
        aisle.indexed();
        put("{\"groups\": []}");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(aisle.found("couch")).doesNotContain(sofa));
        assertThat(put("{\"groups\": [[\"Couch\", \"sofa\"], [\"couches\", \"chesterfield settee\", \"divan\"]]}"))
                .hasStatus(200);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(aisle.found("couch")).hasSize(5));
        assertThat(aisle.found("couches").subList(0, 3)).containsExactlyInAnyOrderElementsOf(couches);
        assertThat(aisle.found("sofas")).startsWith(sofa).contains(couches.getFirst());
        assertThat(aisle.found("red divan")).as("within more words").containsExactly(couches.getFirst());
        assertThat(aisle.found("chesterfield settee")).startsWith(chesterfield).hasSize(4);
    }

    @Test
    void noSearchWaitsForTheSynonymsThatAnotherOneReads() {
        Instant[] now = {Instant.EPOCH};
        SynonymService service = new SynonymService(jdbc, ((InstantSource) () -> now[0]).withZone(ZoneOffset.UTC));
        put("{\"groups\": [[\"couch\", \"sofa\"]]}");
        assertThat(service.byTerm()).containsKey("couch");
        now[0] = now[0].plus(SynonymService.FRESH).plusMillis(1);
        CompletableFuture<Map<String, List<String>>> first = transaction.execute(_ -> {
            jdbc.sql("LOCK TABLE search_synonyms IN ACCESS EXCLUSIVE MODE").update();
            CompletableFuture<Map<String, List<String>>> waiting = CompletableFuture.supplyAsync(service::byTerm,
                    Thread::startVirtualThread);
            await().until(() -> jdbc.sql("""
                    SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted
                                   AND relation = CAST('search_synonyms' AS regclass))""")
                    .query(Boolean.class).single());
            assertThat(CompletableFuture.supplyAsync(service::byTerm, Thread::startVirtualThread))
                    .succeedsWithin(Duration.ofSeconds(10))
                    .satisfies(known -> assertThat(known).containsKey("couch"));
            assertThat(waiting).isNotDone();
            return waiting;
        });
        assertThat(first).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void editorsDoNotOverwriteEachOther() {
        String tag = Shop.tag(shop.getAsOperator(PATH));
        assertThat(shop.put(PATH, tag, "{\"groups\": [[\"a\", \"b\"]]}")).hasStatus(200);
        assertThat(shop.put(PATH, tag, "{\"groups\": []}")).hasStatus(412);
        assertThat(shop.put(PATH, "", "{\"groups\": []}")).hasStatus(400);
        MvcTestResult read = shop.getAsOperator(PATH);
        assertThat(Shop.<List<List<String>>>read(read, "$.groups")).containsExactly(List.of("a", "b"));
        assertThat(Shop.tag(read)).isNotEqualTo(tag);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{}|/groups",
            "{'groups': [['a']]}|/groups/0",
            "{'groups': [['a', 'b'], ['a', '']]}|/groups/1/1",
            "{'groups': [['a', '*:*']]}|/groups/0/1",
            "{'groups': [['camera', 'Cámeras']]}|/groups/0/1",
            "{'groups': [['a', 'b\\u0000']]}|/groups/0/1",
            "{'groups': [['a', 'b c d e f g']]}|/groups/0/1"})
    void whatIsNoSynonymIsRefused(String body, String pointer) {
        MvcTestResult refused = put(body.replace('\'', '"'));
        assertThat(refused).hasStatus(400);
        assertThat(Shop.<List<String>>read(refused, "$.errors[*].pointer")).containsExactly(pointer);
    }

    @Test
    void onlyOperatorsSeeAndEditThem() {
        assertThat(shop.get(PATH)).hasStatus(401);
        assertThat(mvc.put().uri(PATH).exchange()).hasStatus(401);
    }

    private MvcTestResult put(String body) {
        return shop.put(PATH, Shop.tag(shop.getAsOperator(PATH)), body);
    }
}
