package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.Refresh;
import dev.souk.common.web.test.TestTokens;
import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import dev.souk.product.catalogue.CatalogueChanged;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
class IndexBuildTests {

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
    private ElasticsearchClient elasticsearch;

    @Autowired
    private SearchProperties properties;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private Aisle aisle;
    private Shop shop;

    @BeforeEach
    void openShop() {
        aisle = new Aisle(mvc, queue);
        shop = aisle.shop();
    }

    @Test
    void anIndexThatIsGoneIsBuiltAgainFromTheDatabase() throws IOException {
        String id = aisle.add("Radio");
        aisle.indexed();
        elasticsearch.indices().delete(request -> request.index(live()));
        assertThat(shop.get("/api/v1/search?q=radio")).as("search without an index").hasStatus(503).headers()
                .containsHeader("Retry-After");
        assertThat(shop.get("/api/v1/products/" + id)).as("browsing").hasStatus(200);
        indexer.heard(new CatalogueChanged());
        await().atMost(Aisle.PATIENCE).ignoreExceptions().until(() -> aisle.found().equals(List.of(id)));
    }

    @Test
    void shoppersAreSentBackToTheLiveIndexWhenTheAliasWentAstray() throws IOException {
        String id = aisle.add("Radio");
        aisle.indexed();
        String live = live();
        String stray = properties.alias() + "-v0-stray";
        elasticsearch.indices().create(request -> request.index(stray));
        elasticsearch.indices().updateAliases(request -> request
                .actions(action -> action.remove(remove -> remove.index(live).alias(properties.alias())))
                .actions(action -> action.add(add -> add.index(stray).alias(properties.alias()))));
        indexer.wake();
        await().atMost(Aisle.PATIENCE).until(() -> index.exists(live) && !index.exists(stray));
        assertThat(aisle.found()).containsExactly(id);
    }

    @Test
    void aRebuildLosesNoChangeAndShoppersNoticeNothing() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ids.add(aisle.add("Radio"));
        }
        aisle.indexed();
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
                assertThat(aisle.found()).as("all the time").hasSize(ids.size());
                String newest = "Radio " + edit;
                await("edits are seen meanwhile").atMost(Aisle.PATIENCE).until(() -> aisle.titles().contains(newest));
            }
            String withdrawn = "/api/v1/products/" + ids.removeLast();
            assertThat(shop.delete(withdrawn, Shop.tag(shop.get(withdrawn)))).hasStatus(204);
            aisle.indexed();
            assertThat(aisle.found()).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(check.check(0, 1)).matches(IndexBuildTests::isClean);
            await("the old one goes").atMost(Aisle.PATIENCE).until(() -> !index.exists(before));
        } finally {
            slow.stop();
            indexer.start();
        }
    }

    @Test
    void whatDiffersFromTheDatabaseIsFoundAndRepaired() throws IOException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(aisle.add("Radio"));
        }
        aisle.indexed();
        assertThat(check.check(0, 1)).as("before").matches(IndexBuildTests::isClean);
        String unknown = UUID.randomUUID().toString();
        elasticsearch.delete(request -> request.index(live()).id(ids.getFirst()));
        jdbc.sql("UPDATE product SET revision = 7, indexed_revision = 7 WHERE CAST(id AS text) = :id")
                .param("id", ids.get(1)).update();
        elasticsearch.index(request -> request.index(live()).id(unknown).refresh(Refresh.True)
                .document(Map.of("id", unknown, "bucket", 0, "fingerprint", 1)));
        await().atMost(Aisle.PATIENCE)
                .untilAsserted(() -> assertThat(check.check(0, 1)).matches(IndexBuildTests::isClean));
        assertThat(aisle.found()).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void aBackupThatIsOlderThanTheIndexDoesNotStayHidden() {
        String id = aisle.add("Radio");
        jdbc.sql("UPDATE product SET revision = 50 WHERE CAST(id AS text) = :id").param("id", id).update();
        indexer.heard(new CatalogueChanged());
        aisle.indexed();
        jdbc.sql("""
                UPDATE product SET title = 'Restored', revision = 1, indexed_revision = 1
                WHERE CAST(id AS text) = :id""").param("id", id).update();
        assertThat(check.check(0, 1).outdated()).isEqualTo(1);
        await().atMost(Aisle.PATIENCE).untilAsserted(() -> assertThat(aisle.titles()).containsExactly("Restored"));
        assertThat(check.check(0, 1)).matches(IndexBuildTests::isClean);
    }

    @Test
    void aRevisionThatTheIndexRefusesIsADifference() throws IOException {
        String id = aisle.add("Radio");
        aisle.indexed();
        indexer.stop();
        try {
            refuseNewestRevision(id);
            assertThat(check.check(0, 1).outdated()).as("an older one is there").isEqualTo(1);
            elasticsearch.delete(request -> request.index(live()).id(id).refresh(Refresh.True));
            refuseNewestRevision(id);
            assertThat(check.check(0, 1).missing()).as("none is there").isEqualTo(1);
        } finally {
            indexer.start();
        }
        aisle.indexed();
        assertThat(aisle.found()).as("tried again").containsExactly(id);
        assertThat(check.check(0, 1)).matches(IndexBuildTests::isClean);
    }

    private void refuseNewestRevision(String id) {
        jdbc.sql("""
                UPDATE product SET revision = revision + 1, refused_revision = revision + 1
                WHERE CAST(id AS text) = :id""").param("id", id).update();
    }

    @Test
    void onlyServicesLookAfterTheIndex() {
        assertThat(shop.post("/internal/search/check", "{\"shard\": 0, \"shards\": 1}")).hasStatus(401);
        assertThat(shop.post("/internal/search/rebuild", "{}")).hasStatus(401);
        assertThat(asService("/internal/search/check", "{\"shard\": 1, \"shards\": 1}")).hasStatus(400);
        aisle.indexed();
        MvcTestResult checked = asService("/internal/search/check", "{\"shard\": 0, \"shards\": 1}");
        assertThat(checked).hasStatus(200);
        assertThat(Shop.<Integer>read(checked, "$.missing")).isZero();
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
}
