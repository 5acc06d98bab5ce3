package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import dev.souk.product.catalogue.Attributes;
import dev.souk.product.catalogue.CatalogueChanged;
import dev.souk.product.catalogue.CategoryPath;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

@ProductPlatform
class IndexerTests {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Indexer indexer;

    @Autowired
    private IndexQueue queue;

    @Autowired
    private ProductIndex index;

    @Autowired
    private ElasticsearchClient elasticsearch;

    @Autowired
    private SearchProperties properties;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

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
        elasticsearch.indices().delete(request -> request.index(properties.alias() + "-v1"));
        assertThat(shop.get("/api/v1/search?q=radio")).as("search without an index").hasStatus(503).headers()
                .containsHeader("Retry-After");
        assertThat(shop.get("/api/v1/products/" + id)).as("browsing").hasStatus(200);
        indexer.heard(new CatalogueChanged());
        await().atMost(Duration.ofSeconds(30)).until(() -> index.exists() && queue.isEmpty());
        assertThat(found()).containsExactly(id);
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
                true, 1, Instant.EPOCH, List.of("X"), 1, "USD", false, null);
        assertThat(index.write(List.of(old))).as("nothing to repeat").containsExactly(old);
        assertThat(Shop.<List<String>>read(shop.get("/api/v1/search?category=" + category), "$.items[*].title"))
                .containsExactly("Radio");
    }

    private List<String> found() {
        return Shop.read(shop.get("/api/v1/search?category=" + category), "$.items[*].id");
    }

    private void converged() {
        await().atMost(Duration.ofSeconds(30)).until(queue::isEmpty);
    }
}
