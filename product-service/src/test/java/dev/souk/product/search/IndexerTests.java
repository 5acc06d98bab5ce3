package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.Refresh;
import dev.souk.common.web.test.TestTokens;
import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import dev.souk.product.catalogue.Attributes;
import dev.souk.product.catalogue.CatalogueChanged;
import dev.souk.product.catalogue.CategoryPath;
import dev.souk.product.catalogue.StockLevels;
import dev.souk.product.catalogue.StockLevels.StockLevel;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

@ProductPlatform
class IndexerTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Indexer indexer;

    @Autowired
    private IndexQueue queue;

    @Autowired
    private ProductIndex index;

    @Autowired
    private SearchIndexes indexes;

    @Autowired
    private IndexRebuild rebuild;

    @Autowired
    private IndexCheck check;

    @Autowired
    private Popularity popularity;

    @Autowired
    private ElasticsearchClient elasticsearch;

    @Autowired
    private SearchProperties properties;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private StockLevels stockLevels;

    @Autowired
    private MeterRegistry meters;

    private Shop shop;
    private String category;

    @BeforeEach
    void openShop() {
        shop = new Shop(mvc);
        category = shop.newCategory();
    }

    @Test
    void anIndexThatIsGoneIsBuiltAgainFromTheDatabase() throws IOException {
        String id = shop.newProduct("Radio", "S" + UUID.randomUUID(), category, 1);
        converged();
        elasticsearch.indices().delete(request -> request.index(live()));
        assertThat(shop.get("/api/v1/search?q=radio")).as("search without an index").hasStatus(503).headers()
                .containsHeader("Retry-After");
        assertThat(shop.get("/api/v1/products/" + id)).as("browsing").hasStatus(200);
        indexer.heard(new CatalogueChanged());
        await().atMost(PATIENCE).ignoreExceptions().until(() -> found().equals(List.of(id)));
    }

    @Test
    void whatWasChangedWhileTheIndexerStoodStillIsTakenUpLater() {
        indexer.stop();
        String id;
        try {
            id = shop.newProduct("Radio", "S" + UUID.randomUUID(), category, 1);
            assertThat(queue.isEmpty()).isFalse();
        } finally {
            indexer.start();
        }
        converged();
        assertThat(found()).containsExactly(id);
    }

    @Test
    void oneIndexerWorksAtATime() {
        indexer.stop();
        try {
            transaction.executeWithoutResult(_ -> {
                assertThat(queue.claim()).isTrue();
                Boolean another = CompletableFuture
                        .supplyAsync(() -> transaction.execute(_ -> queue.claim())).join();
                assertThat(another).isFalse();
            });
        } finally {
            indexer.start();
        }
    }

    @Test
    void anOlderRevisionDoesNotOverwriteANewerOne() throws IOException {
        String id = shop.newProduct("Radio", "S" + UUID.randomUUID(), category, 1);
        jdbc.sql("UPDATE product SET revision = revision + 10 WHERE id = CAST(:id AS uuid)").param("id", id).update();
        indexer.heard(new CatalogueChanged());
        converged();
        IndexQueue.Entry old = new IndexQueue.Entry(UUID.fromString(id), null, "Old radio", "", null,
                new CategoryPath(category), Attributes.NONE,
                true, 1, Instant.EPOCH, List.of("X"), 1, "USD", false, 0, 0, null);
        assertThat(index.write(live(), List.of(old)).taken()).as("nothing to repeat").containsExactly(old);
        assertThat(Shop.<List<String>>read(shop.get("/api/v1/search?category=" + category), "$.items[*].title"))
                .containsExactly("Radio");
    }

    @Test
    void whatElasticsearchRefusesHoldsUpNobodyAndIsSeen() throws IOException {
        double refusedBefore = gauge("refused");
        indexer.stop();
        String feedId = "R" + UUID.randomUUID();
        String taken = shop.newProduct("4711", "S" + UUID.randomUUID(), category, 1);
        String refused = shop.newProduct("Radio", "S" + UUID.randomUUID(), category, 1);
        String importStatus = "/api/v1/catalogue/imports/" + Shop.read(shop.importFeed("""
                {"id": "%1$s-1", "title": "1", "price": "1 USD"}
                {"id": "%1$s-2", "title": "two", "price": "1 USD"}
                """.formatted(feedId)), "$.id");
        SearchProperties hostile = new SearchProperties(properties.alias() + "-hostile", 2, properties.bulkSize(),
                properties.safetyPoll());
        createIndexThatTakesOnlyNumbersAsTitles(hostile.alias() + "-v2");
        jdbc.sql("INSERT INTO search_index (name, alias, mapping, state) VALUES (:alias || '-v2', :alias, 2, 'LIVE')")
                .param("alias", hostile.alias()).update();
        Indexer hostileIndexer = new Indexer(queue, new SearchIndexes(jdbc, hostile),
                new ProductIndex(elasticsearch, hostile), hostile, transaction);
        hostileIndexer.start();
        try {
            await().atMost(PATIENCE).until(() -> "COMPLETED".equals(
                    Shop.read(shop.getAsOperator(importStatus), "$.status")));
            converged();
            assertThat(isIn(hostile, taken)).isTrue();
            assertThat(isIn(hostile, refused)).isFalse();
            assertThat(gauge("refused")).isEqualTo(refusedBefore + 2);
            assertThat(gauge("waiting")).isZero();
            assertThat(Shop.<Integer>read(shop.getAsOperator(importStatus), "$.indexed")).isEqualTo(1);
            assertThat(Shop.<List<Integer>>read(shop.getAsOperator(importStatus), "$.errors[*].line"))
                    .containsExactly(2);

            String path = "/api/v1/products/" + refused;
            assertThat(shop.patch(path, Shop.tag(shop.get(path)), "{\"title\": \"4712\"}")).hasStatus(200);
            hostileIndexer.wake();
            await("the next revision is tried").atMost(PATIENCE).until(() -> isIn(hostile, refused));
            await().atMost(PATIENCE).until(() -> gauge("refused") == refusedBefore + 1);
        } finally {
            hostileIndexer.stop();
            jdbc.sql("DELETE FROM search_index WHERE alias = :alias").param("alias", hostile.alias()).update();
            elasticsearch.indices().delete(request -> request.index(hostile.alias() + "-v2"));
            jdbc.sql("""
                    UPDATE product SET indexed_revision = 0, refused_revision = 0
                    WHERE CAST(id AS text) IN (:ids) OR starts_with(external_id, :feedId)""")
                    .param("ids", List.of(taken, refused)).param("feedId", feedId).update();
            indexer.start();
        }
        converged();
        assertThat(found()).containsExactlyInAnyOrder(taken, refused);
        assertThat(gauge("refused")).isEqualTo(refusedBefore);
    }

    @Test
    void anIndexThatIsBlockedCostsNoProductItsPlace() throws IOException {
        block(true);
        String id;
        try {
            id = shop.newProduct("Radio", "S" + UUID.randomUUID(), category, 1);
            await("tried in vain").atMost(PATIENCE).until(() -> gauge("waiting") >= 1);
            IndexQueue.Entry entry = next(1, 1).getFirst();
            assertThat(index.write(live(), List.of(entry)).settled()).isZero();
        } finally {
            block(false);
        }
        converged();
        assertThat(found()).containsExactly(id);
    }

    @Test
    void howFarSearchIsBehindIsMeasured() {
        converged();
        assertThat(gauge("waiting")).isZero();
        assertThat(gauge("age")).isZero();
        indexer.stop();
        try {
            String id = shop.newProduct("Radio", "S" + UUID.randomUUID(), category, 1);
            shop.newProduct("Radio", "S" + UUID.randomUUID(), category, 1);
            assertThat(gauge("waiting")).isEqualTo(2);
            jdbc.sql("UPDATE product SET queued_at = now() - interval '1 hour' WHERE id = CAST(:id AS uuid)")
                    .param("id", id).update();
            assertThat(gauge("age")).isGreaterThanOrEqualTo(3600);
        } finally {
            indexer.start();
        }
        converged();
        assertThat(gauge("age")).isZero();
    }

    @Test
    void whateverSearchShowsIsQueuedAnewWhenItChanges() {
        String sku = "S" + UUID.randomUUID();
        String path = "/api/v1/products/" + shop.newProduct("Radio", sku, category, 1);
        indexer.stop();
        try {
            longAgo();
            assertThat(shop.patch(path, Shop.tag(shop.get(path)), "{\"title\": \"Better radio\"}")).hasStatus(200);
            assertThat(gauge("age")).as("after an edit").isLessThan(3600);
            longAgo();
            stockLevels.heard(List.of(new StockLevel(sku, 7, 1)));
            assertThat(gauge("age")).as("after it came into stock").isLessThan(3600);
        } finally {
            indexer.start();
        }
        converged();
    }

    @Test
    void aBulkIsBoundedByItsBytes() {
        indexer.stop();
        try {
            for (int i = 0; i < 3; i++) {
                shop.newProduct("Radio", "S" + UUID.randomUUID(), category, 1);
            }
            assertThat(next(2, Long.MAX_VALUE)).as("by number").hasSize(2);
            assertThat(next(3, 1)).as("by bytes, but never none").hasSize(1);
        } finally {
            indexer.start();
        }
        converged();
    }

    @Test
    void whatHasWaitedLongestIsIndexedFirst() {
        converged();
        indexer.stop();
        try {
            List<UUID> waiting = IntStream.range(0, 30)
                    .mapToObj(_ -> UUID.fromString(shop.newProduct("Radio", "S" + UUID.randomUUID(), category, 1)))
                    .toList();
            jdbc.sql("UPDATE product SET queued_at = now() - make_interval(mins => CAST(place AS int)) FROM "
                    + "unnest(CAST(:ids AS uuid[])) WITH ORDINALITY AS waiting (id, place) WHERE product.id = waiting.id")
                    .param("ids", waiting.stream().map(UUID::toString).toArray(String[]::new)).update();
            assertThat(next(30, Long.MAX_VALUE).stream().map(IndexQueue.Entry::id))
                    .containsExactlyElementsOf(waiting.reversed());
        } finally {
            indexer.start();
        }
        converged();
    }

    @Test
    void aRebuildLosesNoChangeAndShoppersNoticeNothing() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ids.add(shop.newProduct("Radio", "S" + UUID.randomUUID(), category, 1));
        }
        converged();
        String before = live();
        indexer.stop();
        SearchProperties small = new SearchProperties(properties.alias(), 3, properties.bulkSize(),
                Duration.ofMillis(10));
        Indexer slow = new Indexer(queue, indexes, index, small, transaction);
        String building = rebuild.begin();
        assertThat(rebuild.begin()).as("one at a time").isEqualTo(building);
        slow.start();
        try {
            for (int edit = 0; edit < 3 || !live().equals(building); edit++) {
                assertThat(edit).as("under load it is done some time").isLessThan(1_000);
                String path = "/api/v1/products/" + ids.get(edit % ids.size());
                assertThat(shop.patch(path, Shop.tag(shop.get(path)), "{\"title\": \"Radio %d\"}".formatted(edit)))
                        .hasStatus(200);
                assertThat(found()).as("all the time").hasSize(ids.size());
                String newest = "Radio " + edit;
                await("edits are seen meanwhile").atMost(PATIENCE).until(() -> Shop.<List<String>>read(
                        shop.get("/api/v1/search?category=" + category), "$.items[*].title").contains(newest));
            }
            String withdrawn = "/api/v1/products/" + ids.removeLast();
            assertThat(shop.delete(withdrawn, Shop.tag(shop.get(withdrawn)))).hasStatus(204);
            converged();
            assertThat(found()).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(check.check(0, 1)).matches(IndexerTests::isClean);
            await("the old one goes").atMost(PATIENCE).until(() -> !index.exists(before));
        } finally {
            slow.stop();
            indexer.start();
        }
    }

    @Test
    void whatDiffersFromTheDatabaseIsFoundAndRepaired() throws IOException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(shop.newProduct("Radio", "S" + UUID.randomUUID(), category, 1));
        }
        converged();
        assertThat(check.check(0, 1)).as("before").matches(IndexerTests::isClean);
        String unknown = UUID.randomUUID().toString();
        elasticsearch.delete(request -> request.index(live()).id(ids.getFirst()));
        jdbc.sql("UPDATE product SET revision = 7, indexed_revision = 7 WHERE CAST(id AS text) = :id")
                .param("id", ids.get(1)).update();
        elasticsearch.index(request -> request.index(live()).id(unknown).refresh(Refresh.True)
                .document(Map.of("id", unknown, "bucket", 0, "fingerprint", 1)));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(check.check(0, 1)).matches(IndexerTests::isClean));
        assertThat(found()).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void aBackupThatIsOlderThanTheIndexDoesNotStayHidden() {
        String id = shop.newProduct("Radio", "S" + UUID.randomUUID(), category, 1);
        jdbc.sql("UPDATE product SET revision = 50 WHERE CAST(id AS text) = :id").param("id", id).update();
        indexer.heard(new CatalogueChanged());
        converged();
        jdbc.sql("""
                UPDATE product SET title = 'Restored', revision = 1, indexed_revision = 1
                WHERE CAST(id AS text) = :id""").param("id", id).update();
        assertThat(check.check(0, 1).outdated()).isEqualTo(1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Shop.<List<String>>read(
                shop.get("/api/v1/search?category=" + category), "$.items[*].title")).containsExactly("Restored"));
        assertThat(check.check(0, 1)).matches(IndexerTests::isClean);
    }

    @Test
    void onlyServicesLookAfterTheIndex() {
        assertThat(shop.post("/internal/search/check", "{\"shard\": 0, \"shards\": 1}")).hasStatus(401);
        assertThat(shop.post("/internal/search/rebuild", "{}")).hasStatus(401);
        assertThat(asService("/internal/search/check", "{\"shard\": 1, \"shards\": 1}")).hasStatus(400);
        converged();
        MvcTestResult checked = asService("/internal/search/check", "{\"shard\": 0, \"shards\": 1}");
        assertThat(checked).hasStatus(200);
        assertThat(Shop.<Integer>read(checked, "$.missing")).isZero();
    }

    @Test
    void howOftenAProductIsBoughtCounts() {
        String id = shop.newProduct("Radio", "S" + UUID.randomUUID(), category, 1);
        shop.newProduct("Radio", "S" + UUID.randomUUID(), category, 1);
        UUID order = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO purchase_order (order_id, status, confirmed_at, heard_at)
                VALUES (:order, 'CONFIRMED', now(), now())""").param("order", order).update();
        jdbc.sql("INSERT INTO purchase (order_id, product_id, counted) VALUES (:order, CAST(:id AS uuid), true)")
                .param("order", order).param("id", id).update();
        popularity.wake();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Shop.<List<String>>read(
                shop.get("/api/v1/search?q=radio&category=" + category), "$.items[*].id")).hasSize(2).startsWith(id));
        jdbc.sql("DELETE FROM purchase_order WHERE order_id = :order").param("order", order).update();
        popularity.wake();
        await().atMost(PATIENCE).until(() -> jdbc.sql("SELECT popularity = 0 FROM product WHERE CAST(id AS text) = :id")
                .param("id", id).query(Boolean.class).single());
        converged();
    }

    private static boolean isClean(IndexCheck.Finding finding) {
        return finding.missing() == 0 && finding.outdated() == 0 && finding.surplus() == 0;
    }

    private MvcTestResult asService(String path, String body) {
        return mvc.post().uri(path).header(HttpHeaders.AUTHORIZATION, TestTokens.service("job-scheduler").bearer())
                .contentType(MediaType.APPLICATION_JSON).content(body).exchange();
    }

    private String live() {
        return indexes.all().getLast().name();
    }

    /** All that was ever indexed counts as queued for a long time. */
    private void longAgo() {
        jdbc.sql("UPDATE product SET queued_at = now() - interval '1 day', indexed_revision = revision").update();
    }

    private List<IndexQueue.Entry> next(int limit, long bytes) {
        return Objects.requireNonNull(transaction.execute(_ -> queue.next(limit, bytes)));
    }

    private double gauge(String name) {
        return meters.get("souk.search.index." + name).gauge().value();
    }

    private boolean isIn(SearchProperties search, String id) throws IOException {
        return elasticsearch.exists(request -> request.index(search.alias() + "-v2").id(id)).value();
    }

    private void createIndexThatTakesOnlyNumbersAsTitles(String name) throws IOException {
        elasticsearch.indices().create(request -> request.index(name).withJson(new StringReader("""
                {"mappings": {"dynamic": "false", "properties": {"title": {"type": "long"}}}}""")));
    }

    private void block(boolean writes) throws IOException {
        elasticsearch.indices().putSettings(request -> request.index(live())
                .settings(settings -> settings.blocks(blocks -> blocks.write(writes))));
    }

    private List<String> found() {
        return Shop.read(shop.get("/api/v1/search?category=" + category), "$.items[*].id");
    }

    private void converged() {
        await().atMost(PATIENCE).until(queue::isEmpty);
    }
}
