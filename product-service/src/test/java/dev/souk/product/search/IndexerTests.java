package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import dev.souk.product.catalogue.Attributes;
import dev.souk.product.catalogue.AttributesJson;
import dev.souk.product.catalogue.CatalogueChanged;
import dev.souk.product.catalogue.CategoryPath;
import dev.souk.product.catalogue.StockLevels;
import dev.souk.product.catalogue.StockLevels.StockLevel;
import dev.souk.product.search.IndexQueue.Lane;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    private SearchIndexes indexes;

    @Autowired
    private Popularity popularity;

    @Autowired
    private ElasticsearchClient elasticsearch;

    @Autowired
    private SearchProperties properties;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private AttributesJson json;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private StockLevels stockLevels;

    @Autowired
    private MeterRegistry meters;

    private Aisle aisle;
    private Shop shop;

    @BeforeEach
    void openShop() {
        aisle = new Aisle(mvc, queue);
        shop = aisle.shop();
    }

    @Test
    void whatWasChangedWhileTheIndexerStoodStillIsTakenUpLater() {
        indexer.stop();
        String id;
        try {
            id = aisle.add("Radio");
            assertThat(queue.isEmpty()).isFalse();
        } finally {
            indexer.start();
        }
        aisle.indexed();
        assertThat(aisle.found()).containsExactly(id);
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
    void thePriceIsThatOfTheNewestEditAlsoOnAnInstanceWhoseClockIsBehind() {
        String id = aisle.add("Radio", 1999);
        jdbc.sql("""
                INSERT INTO sale_price (sku, amount, starts_at, ends_at)
                SELECT v.sku, 5, p.updated_at, p.updated_at + interval '1 hour'
                FROM product p JOIN variant v ON v.product_id = p.id WHERE p.id = CAST(:id AS uuid)""")
                .param("id", id).update();
        UUID before = new UUID(UUID.fromString(id).getMostSignificantBits(),
                UUID.fromString(id).getLeastSignificantBits() - 1);
        assertThat(Stream.of(Duration.ofMinutes(-1), Duration.ZERO, Duration.ofHours(2)).map(ahead -> new IndexQueue(
                jdbc, json, Clock.offset(Clock.systemUTC(), ahead))
                .following(Optional.of(before), 1, 1_000_000).getFirst().price()))
                .containsExactly(5L, 5L, 1999L);
    }

    @Test
    void anOlderRevisionDoesNotOverwriteANewerOne() throws IOException {
        String id = aisle.add("Radio");
        jdbc.sql("UPDATE product SET revision = revision + 10 WHERE id = CAST(:id AS uuid)").param("id", id).update();
        indexer.heard(new CatalogueChanged());
        aisle.indexed();
        IndexQueue.Entry old = new IndexQueue.Entry(UUID.fromString(id), null, "Old radio", "", null,
                new CategoryPath(aisle.category()), Attributes.NONE,
                true, 1, Instant.EPOCH, List.of("X"), 1, "USD", false, 0, 0, null, 1);
        assertThat(index.write(live(), List.of(old)).taken()).as("nothing to repeat").containsExactly(old);
        assertThat(aisle.titles())
                .containsExactly("Radio");
    }

    @Test
    void whatElasticsearchRefusesHoldsUpNobodyAndIsSeen() throws IOException {
        double refusedBefore = gauge("refused");
        indexer.stop();
        String feedId = "R" + UUID.randomUUID();
        String taken = aisle.add("4711");
        String refused = aisle.add("Radio");
        String importStatus = "/api/v1/catalogue/imports/" + Shop.read(shop.importFeed("""
                {"id": "%1$s-1", "title": "1", "price": "1 USD"}
                {"id": "%1$s-2", "title": "two", "price": "1 USD"}
                """.formatted(feedId)), "$.id");
        SearchProperties hostile = new SearchProperties(properties.alias() + "-hostile", 2, properties.bulkSize(),
                properties.safetyPoll());
        String index = hostile.alias() + "-v" + ProductIndex.MAPPING_VERSION;
        createIndexThatTakesOnlyNumbersAsTitles(index);
        jdbc.sql("INSERT INTO search_index (name, alias, mapping, state) VALUES (:name, :alias, :mapping, 'LIVE')")
                .param("name", index).param("alias", hostile.alias()).param("mapping", ProductIndex.MAPPING_VERSION)
                .update();
        Indexer hostileIndexer = new Indexer(queue, new SearchIndexes(jdbc, hostile),
                new ProductIndex(elasticsearch, hostile), hostile, transaction);
        hostileIndexer.start();
        try {
            await().atMost(Aisle.PATIENCE).until(() -> "COMPLETED".equals(
                    Shop.read(shop.getAsOperator(importStatus), "$.status")));
            aisle.indexed();
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
            await("the next revision is tried").atMost(Aisle.PATIENCE).until(() -> isIn(hostile, refused));
            await().atMost(Aisle.PATIENCE).until(() -> gauge("refused") == refusedBefore + 1);

            assertThat(shop.patch(path, Shop.tag(shop.get(path)), "{\"title\": \"Radio\"}")).hasStatus(200);
            hostileIndexer.wake();
            await("what it was before is not shown for what it is now").atMost(Aisle.PATIENCE)
                    .until(() -> !isIn(hostile, refused));
            await().atMost(Aisle.PATIENCE).until(() -> gauge("refused") == refusedBefore + 2);
        } finally {
            hostileIndexer.stop();
            jdbc.sql("DELETE FROM search_index WHERE alias = :alias").param("alias", hostile.alias()).update();
            elasticsearch.indices().delete(request -> request.index(index));
            jdbc.sql("""
                    UPDATE product SET indexed_revision = 0, refused_revision = 0
                    WHERE CAST(id AS text) IN (:ids) OR starts_with(external_id, :feedId)""")
                    .param("ids", List.of(taken, refused)).param("feedId", feedId).update();
            indexer.start();
        }
        aisle.indexed();
        assertThat(aisle.found()).containsExactlyInAnyOrder(taken, refused);
        assertThat(gauge("refused")).isEqualTo(refusedBefore);
    }

    @Test
    void anIndexThatIsBlockedCostsNoProductItsPlace() throws IOException {
        block(true);
        String id;
        try {
            id = aisle.add("Radio");
            await("tried in vain").atMost(Aisle.PATIENCE).until(() -> gauge("waiting") >= 1);
            IndexQueue.Entry entry = next(1, 1).getFirst();
            assertThat(index.write(live(), List.of(entry)).settled()).isZero();
        } finally {
            block(false);
        }
        aisle.indexed();
        assertThat(aisle.found()).containsExactly(id);
    }

    @Test
    void howFarSearchIsBehindIsMeasured() {
        aisle.indexed();
        assertThat(gauge("waiting")).isZero();
        assertThat(gauge("age")).isZero();
        indexer.stop();
        try {
            String id = aisle.add("Radio");
            aisle.add("Radio");
            assertThat(gauge("waiting")).isEqualTo(2);
            jdbc.sql("UPDATE product SET queued_at = now() - interval '1 hour' WHERE id = CAST(:id AS uuid)")
                    .param("id", id).update();
            assertThat(gauge("age")).isGreaterThanOrEqualTo(3600);
        } finally {
            indexer.start();
        }
        aisle.indexed();
        assertThat(gauge("age")).isZero();
    }

    @Test
    void whateverSearchShowsIsQueuedAnewWhenItChanges() {
        String sku = "S" + UUID.randomUUID();
        String path = "/api/v1/products/" + shop.newProduct("Radio", sku, aisle.category(), 1);
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
        aisle.indexed();
    }

    @Test
    void aBulkIsBoundedByItsBytes() {
        indexer.stop();
        try {
            for (int i = 0; i < 3; i++) {
                aisle.add("Radio");
            }
            assertThat(next(2, Long.MAX_VALUE)).as("by number").hasSize(2);
            assertThat(next(3, 1)).as("by bytes, but never none").hasSize(1);
        } finally {
            indexer.start();
        }
        aisle.indexed();
    }

    @Test
    void whatHasWaitedLongestIsIndexedFirst() {
        aisle.indexed();
        indexer.stop();
        try {
            List<UUID> waiting = IntStream.range(0, 30)
                    .mapToObj(_ -> UUID.fromString(aisle.add("Radio")))
                    .toList();
            jdbc.sql("UPDATE product SET queued_at = now() - make_interval(mins => CAST(place AS int)) FROM "
                    + "unnest(CAST(:ids AS uuid[])) WITH ORDINALITY AS waiting (id, place) WHERE product.id = waiting.id")
                    .param("ids", waiting.stream().map(UUID::toString).toArray(String[]::new)).update();
            assertThat(next(30, Long.MAX_VALUE).stream().map(IndexQueue.Entry::id))
                    .containsExactlyElementsOf(waiting.reversed());
        } finally {
            indexer.start();
        }
        aisle.indexed();
    }

    @Test
    void whatPeopleChangeDoesNotQueueBehindWhatFeedsBring() {
        aisle.indexed();
        indexer.stop();
        try {
            String feedId = "Q" + UUID.randomUUID();
            List<String> fed = imported(feedId, 3, "1 USD");
            assertThat(waiting(Lane.AHEAD)).isEmpty();
            assertThat(waiting(Lane.BEHIND)).containsExactlyInAnyOrderElementsOf(fed);
            String added = aisle.add("Radio");
            String path = "/api/v1/products/" + fed.getFirst();
            assertThat(shop.patch(path, Shop.tag(shop.get(path)), "{\"title\": \"Edited radio\"}")).hasStatus(200);
            assertThat(waiting(Lane.AHEAD)).as("edited while it waited behind").containsExactly(added, fed.getFirst());
            imported(feedId, 3, "2 USD");
            assertThat(waiting(Lane.AHEAD)).as("fed anew while it waits ahead").containsExactly(added, fed.getFirst());
            assertThat(waiting(Lane.BEHIND)).containsExactlyInAnyOrder(fed.get(1), fed.get(2));
        } finally {
            indexer.start();
        }
        aisle.indexed();
        assertThat(aisle.found()).hasSize(1);
    }

    @Test
    void howeverMuchPeopleChangeFeedsComeThroughToo() throws IOException {
        aisle.indexed();
        indexer.stop();
        try {
            List<String> fed = imported("Q" + UUID.randomUUID(), 3, "1 USD");
            List<String> added = Stream.generate(() -> aisle.add("Radio")).limit(3).toList();
            SearchProperties small = new SearchProperties(properties.alias(), 2, properties.bulkSize(),
                    properties.safetyPoll());
            // one round, since it does not run
            new Indexer(queue, indexes, index, small, transaction).turn();
            assertThat(waiting(Lane.AHEAD)).containsExactly(added.getLast());
            assertThat(waiting(Lane.BEHIND)).hasSize(1).isSubsetOf(fed);
        } finally {
            indexer.start();
        }
        aisle.indexed();
    }

    @Test
    void aDeliveryWaitsBehindAndTheLastPieceDoesNot() {
        List<String> skus = Stream.generate(() -> "S" + UUID.randomUUID()).limit(60).toList();
        skus.forEach(sku -> shop.newProduct("Radio", sku, aisle.category(), 1));
        aisle.indexed();
        indexer.stop();
        try {
            stockLevels.heard(skus.stream().map(sku -> new StockLevel(sku, 7, 1)).toList());
            assertThat(waiting(Lane.AHEAD)).isEmpty();
            assertThat(waiting(Lane.BEHIND)).hasSize(60);
            stockLevels.heard(List.of(new StockLevel(skus.getFirst(), 0, 2)));
            assertThat(waiting(Lane.AHEAD)).hasSize(1);
        } finally {
            indexer.start();
        }
        aisle.indexed();
    }

    @Test
    void whileAnotherInstanceIsAtItThisOneLooksAgainSoon() throws IOException {
        indexer.stop();
        try {
            Duration rest = transaction.execute(_ -> {
                assertThat(queue.claim()).isTrue();
                return CompletableFuture.supplyAsync(this::turn).join();
            });
            assertThat(rest).isLessThan(Duration.ofSeconds(1));
            assertThat(indexer.turn()).isEqualTo(properties.safetyPoll());
        } finally {
            indexer.start();
        }
    }

    private Duration turn() {
        try {
            return indexer.turn();
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        }
    }

    @Test
    void howOftenAProductIsBoughtCounts() {
        String id = aisle.add("Radio");
        aisle.add("Radio");
        UUID order = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO purchase_order (order_id, status, confirmed_at, heard_at)
                VALUES (:order, 'CONFIRMED', now(), now())""").param("order", order).update();
        jdbc.sql("INSERT INTO purchase (order_id, product_id, counted) VALUES (:order, CAST(:id AS uuid), true)")
                .param("order", order).param("id", id).update();
        popularity.wake();
        await().atMost(Aisle.PATIENCE).untilAsserted(() -> assertThat(aisle.found("radio")).hasSize(2).startsWith(id));
        jdbc.sql("DELETE FROM purchase_order WHERE order_id = :order").param("order", order).update();
        popularity.wake();
        await().atMost(Aisle.PATIENCE)
                .until(() -> jdbc.sql("SELECT popularity = 0 FROM product WHERE CAST(id AS text) = :id")
                        .param("id", id).query(Boolean.class).single());
        aisle.indexed();
    }

    private String live() {
        return indexes.all().getLast().name();
    }

    /** All that was ever indexed counts as queued for a long time. */
    private void longAgo() {
        jdbc.sql("UPDATE product SET queued_at = now() - interval '1 day', indexed_revision = revision").update();
    }

    private List<IndexQueue.Entry> next(int limit, long bytes) {
        return next(Lane.AHEAD, limit, bytes);
    }

    private List<IndexQueue.Entry> next(Lane lane, int limit, long bytes) {
        return Objects.requireNonNull(transaction.execute(_ -> queue.next(lane, limit, bytes)));
    }

    private List<String> waiting(Lane lane) {
        return next(lane, 1000, Long.MAX_VALUE).stream().map(entry -> entry.id().toString()).toList();
    }

    /** The ids of the products that a feed of so many lines brings, which then wait for search. */
    private List<String> imported(String feedId, int lines, String price) {
        String feed = IntStream.range(0, lines)
                .mapToObj(line -> "{\"id\": \"%s-%d\", \"title\": \"Fed radio\", \"price\": \"%s\"}%n"
                        .formatted(feedId, line, price))
                .collect(Collectors.joining());
        String status = "/api/v1/catalogue/imports/" + Shop.read(shop.importFeed(feed), "$.id");
        await().atMost(Aisle.PATIENCE).until(
                () -> Shop.<Integer>read(shop.getAsOperator(status), "$.read") == lines);
        return IntStream.range(0, lines)
                .mapToObj(line -> Shop.<String>read(shop.get("/api/v1/products/by-external-id/" + feedId + "-" + line),
                        "$.id"))
                .toList();
    }

    private double gauge(String name) {
        return meters.get("souk.search.index." + name).gauge().value();
    }

    private boolean isIn(SearchProperties search, String id) throws IOException {
        return elasticsearch
                .exists(request -> request.index(search.alias() + "-v" + ProductIndex.MAPPING_VERSION).id(id)).value();
    }

    private void createIndexThatTakesOnlyNumbersAsTitles(String name) throws IOException {
        elasticsearch.indices().create(request -> request.index(name).withJson(new StringReader("""
                {"mappings": {"dynamic": "false", "properties": {"title": {"type": "long"}}}}""")));
    }

    private void block(boolean writes) throws IOException {
        elasticsearch.indices().putSettings(request -> request.index(live())
                .settings(settings -> settings.blocks(blocks -> blocks.write(writes))));
    }
}
