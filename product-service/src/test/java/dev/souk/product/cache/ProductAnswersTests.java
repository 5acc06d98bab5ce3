package dev.souk.product.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import dev.souk.product.catalogue.ProductId;
import dev.souk.test.HandClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.util.unit.DataSize;

/** What instances answer from their caches, over the real Redis and PostgreSQL that they share. */
@ProductPlatform
class ProductAnswersTests {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RedissonClient redis;

    @Autowired
    private JdbcConnectionDetails database;

    private final List<Instance> started = new ArrayList<>();

    private final HandClock clock = new HandClock(NOW);
    private Shop shop;
    private String category;
    private String sku;
    private ProductId lamp;

    @BeforeEach
    void openShop() {
        shop = new Shop(mvc);
        category = shop.newCategory();
        sku = "SKU-" + UUID.randomUUID();
        lamp = new ProductId(UUID.fromString(shop.newProduct("Lamp", sku, category, 1_000)));
    }

    @AfterEach
    void stopInstances() {
        started.forEach(Instance::stop);
    }

    @Test
    void aChangedPriceIsSeenByEveryInstance() {
        Instance one = instance();
        Instance other = instance();
        assertThat(one.price()).isEqualTo("1000");
        assertThat(other.price()).isEqualTo("1000");
        assertThat(other.price()).isEqualTo("1000");
        assertThat(other.count("near", "hit")).isEqualTo(1);

        setPrice(900);

        await().until(() -> one.price().equals("900"));
        await().until(() -> other.price().equals("900"));
    }

    @Test
    void whoChangesAPriceReadsItAtOnce() {
        String path = "/api/v1/products/" + lamp;
        for (int price = 1; price <= 20; price++) {
            MvcTestResult before = shop.get(path);
            assertThat(shop.getUnlessMatch(path, Shop.tag(before))).hasStatus(304);
            assertThat(shop.put(path, Shop.tag(before), Shop.product("Lamp", sku, category, price))).hasStatus(200);
            assertThat(Shop.<Integer>read(shop.get(path), "$.variants[0].price.amount")).isEqualTo(price);
        }
    }

    @Test
    void whatOneInstanceHasReadTheOthersFindInRedis() {
        Instance one = instance();
        Instance other = instance();
        one.price();
        await().until(() -> inRedis().endsWith("1000"));

        assertThat(other.price()).isEqualTo("1000");

        assertThat(other.made).hasValue(0);
        assertThat(other.count("redis", "hit")).isEqualTo(1);
    }

    @Test
    void whatIsWrittenToRedisTooLateIsBelievedByNobody() {
        Instance slow = instance();
        Instance quick = instance();
        Instance third = instance();
        slow.beforeItAnswers = price -> {
            setPrice(900);
            await().until(() -> quick.price().equals("900"));
            await().until(() -> inRedis().endsWith("900"));
            return price;
        };
        assertThat(slow.price()).as("asked before the change").isEqualTo("1000");
        await().until(() -> inRedis().endsWith("1000"));

        assertThat(third.price()).isEqualTo("900");
        assertThat(third.count("redis", "stale")).isEqualTo(1);
        slow.beforeItAnswers = UnaryOperator.identity();
        assertThat(slow.price()).isEqualTo("900");
        assertThat(quick.price()).isEqualTo("900");
    }

    @Test
    void whatChangedWhileAnInstanceDidNotListenIsReadAgain() {
        Instance one = instance();
        one.price();
        one.listener.stop();
        setPrice(900);
        assertThat(one.price()).as("past the cache").isEqualTo("900");
        one.made.set(0);
        one.price();
        one.price();
        assertThat(one.made).hasValue(2);

        one.listen();

        assertThat(one.price()).isEqualTo("900");
        assertThat(instance().price()).as("whatever was left in Redis").isEqualTo("900");
    }

    @Test
    void aListenerThatIsCutOffComesBackByItself() {
        Instance one = instance();
        one.price();
        int cut = jdbc.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = :name")
                .param("name", ChangeListener.CONNECTION_NAME).query(Boolean.class).list().size();
        assertThat(cut).isPositive();
        setPrice(900);

        await().until(() -> one.price().equals("900"));
        await().until(one.changes::isFollowed);
        setPrice(800);
        await().until(() -> one.price().equals("800"));
    }

    @Test
    void whateverIsWrittenOfAProductByWhomeverIsAnnounced() {
        Instance one = instance();
        UUID image = UUID.randomUUID();
        for (String statement : List.of(
                "UPDATE product SET title = 'Torch' WHERE id = '%s'".formatted(lamp),
                "UPDATE variant SET amount = 2 WHERE sku = '%s'".formatted(sku),
                "INSERT INTO sale_price VALUES ('%s', 1, now(), now() + interval '1 hour')".formatted(sku),
                "DELETE FROM sale_price WHERE sku = '%s'".formatted(sku),
                "INSERT INTO stock_level VALUES ('%s', 5, 1)".formatted(sku),
                "UPDATE stock_level SET available = 4, version = 2 WHERE sku = '%s'".formatted(sku),
                "INSERT INTO product_rating VALUES ('%s', '{0,0,0,0,1}', 1)".formatted(lamp),
                ("INSERT INTO product_image (id, product_id, status, file_name, content_type, size, media_key, width, "
                        + "height, created_at) VALUES ('%s', '%s', 'PUBLISHED', 'a', 'image/png', 1, 'k', 1, 1, now())")
                        .formatted(image, lamp),
                "INSERT INTO product_thumbnail VALUES ('%s', 'small', 1, 1)".formatted(image),
                "DELETE FROM product_image WHERE id = '%s'".formatted(image),
                "UPDATE category SET path = path || 'x' WHERE path = '%s'".formatted(category),
                "UPDATE product SET status = 'WITHDRAWN', revision = revision + 1 WHERE id = '%s'".formatted(lamp))) {
            one.answers.find(lamp, _ -> Optional.of(answer("before")));
            assertThat(one.answers.find(lamp, _ -> Optional.of(answer("after")))).map(Answer::tag).hasValue("before");

            jdbc.sql(statement).update();

            await(statement).untilAsserted(() -> assertThat(one.answers.find(lamp, _ -> Optional.of(answer("after"))))
                    .map(Answer::tag).hasValue("after"));
            jdbc.sql("SELECT announce_change(:lamp)").param("lamp", lamp.toString()).query().singleRow();
            await().until(() -> one.answers.find(lamp, _ -> Optional.of(answer("before"))).orElseThrow().tag()
                    .equals("before"));
        }
    }

    @Test
    void theQueueOfTheSearchIndexEndsNoAnswer() {
        Instance one = instance();
        one.price();
        jdbc.sql("UPDATE product SET revision = revision + 1, queued_at = now() WHERE id = :id")
                .param("id", lamp.value()).update();
        ProductId radio = product("Radio");
        one.price(radio);
        jdbc.sql("UPDATE variant SET amount = 2 WHERE product_id = :id").param("id", radio.value()).update();
        await().until(() -> one.price(radio).equals("2"));

        one.made.set(0);
        one.price();
        assertThat(one.made).hasValue(0);
    }

    @Test
    void manyWhoAskAtOnceCauseOneRead() {
        Instance one = instance();
        AtomicInteger asking = new AtomicInteger();
        one.beforeItAnswers = price -> {
            await().until(() -> asking.get() == 20);
            return price;
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(IntStream.range(0, 20).mapToObj(_ -> CompletableFuture.supplyAsync(() -> {
                asking.incrementAndGet();
                return one.price();
            }, threads)).toList()).allSatisfy(price -> assertThat(price.join()).isEqualTo("1000"));
        }
        assertThat(one.made).hasValue(1);
    }

    @Test
    void whatIsNotThereIsRememberedUntilItIsThere() {
        Instance one = instance();
        String externalId = "feed-" + UUID.randomUUID();
        assertThat(one.answers.named(externalId)).isEmpty();
        ProductId hidden = product("Hidden");
        jdbc.sql("UPDATE product SET status = 'DRAFT', revision = revision + 1 WHERE id = :id")
                .param("id", hidden.value()).update();
        await().until(() -> one.answers.find(hidden, one::read).isEmpty());
        one.made.set(0);
        assertThat(one.answers.find(hidden, one::read)).isEmpty();
        assertThat(one.made).hasValue(0);

        jdbc.sql("""
                UPDATE product SET status = 'PUBLISHED', external_id = :name, revision = revision + 1
                WHERE id = :id""").param("id", hidden.value()).param("name", externalId).update();

        await().until(() -> one.answers.named(externalId).equals(Optional.of(hidden)));
        await().until(() -> one.answers.find(hidden, one::read).isPresent());
    }

    @Test
    void noAnswerIsGivenWhenAPriceHasChangedByItself() {
        Instance one = instance();
        Instance other = instance();
        one.until = NOW.plusSeconds(10);
        one.price();
        clock.pass(Duration.ofSeconds(9));
        one.price();
        assertThat(one.made).hasValue(1);

        clock.pass(Duration.ofSeconds(1));

        one.price();
        assertThat(one.made).hasValue(2);
        other.price();
        assertThat(other.made).as("nor from Redis").hasValue(1);
    }

    @Test
    void withoutRedisEachInstanceKeepsItsOwn() {
        Config nowhere = new Config().setLazyInitialization(true);
        nowhere.useSingleServer().setAddress("redis://127.0.0.1:1").setConnectTimeout(200).setRetryAttempts(0);
        RedissonClient away = Redisson.create(nowhere);
        try {
            Instance one = instance(away);
            assertThat(one.price()).isEqualTo("1000");
            assertThat(one.price()).isEqualTo("1000");
            setPrice(900);
            await().until(() -> one.price().equals("900"));
            assertThat(one.made).hasValue(2);
            assertThat(one.count("redis", "failed")).isEqualTo(2);
        } finally {
            away.shutdown(0, 1_000, TimeUnit.MILLISECONDS);
        }
    }

    /** What is kept there of the lamp. */
    private String inRedis() {
        byte @Nullable [] kept = redis.<byte[]>getBucket(
                "souk:product:answer:" + AnswersInRedis.FORM + ":" + lamp, ByteArrayCodec.INSTANCE).get();
        return kept == null ? "" : new String(kept, UTF_8);
    }

    @Test
    void whatAnswersLookLikeHasTheNumberThatTheyAreKeptUnder() {
        jdbc.sql("INSERT INTO sale_price VALUES (:sku, 1, now() - interval '1 hour', now() + interval '1 hour')")
                .param("sku", sku).update();
        await().untilAsserted(() -> assertThat(Pattern.compile("\"(\\w+)\":")
                .matcher(Shop.body(shop.get("/api/v1/products/" + lamp))).results().map(name -> name.group(1))
                .distinct())
                .as("fields of a product; when they are others, raise AnswersInRedis.FORM, now 1")
                .containsExactly("id", "externalId", "title", "description", "brand", "category", "attributes",
                        "images", "rating", "average", "count", "stars", "1", "2", "3", "4", "5", "variants", "sku",
                        "price", "amount", "currency", "listPrice", "saleUntil", "available", "status"));
        assertThat(AnswersInRedis.FORM).isEqualTo(1);
    }

    private void setPrice(long amount) {
        jdbc.sql("UPDATE variant SET amount = :amount WHERE sku = :sku").param("amount", amount).param("sku", sku)
                .update();
    }

    private ProductId product(String title) {
        return new ProductId(UUID.fromString(shop.newProduct(title, "SKU-" + UUID.randomUUID(), category, 1_000)));
    }

    private static Answer answer(String tag) {
        return new Answer(new byte[0], tag, Instant.MAX);
    }

    private Instance instance() {
        return instance(redis);
    }

    private Instance instance(RedissonClient ofRedis) {
        Instance instance = new Instance(ofRedis);
        started.add(instance);
        instance.listen();
        return instance;
    }

    /** The caches of one instance; an answer is the price of the product's first variant. */
    private final class Instance {

        // no silence is too long for a busy machine
        final HeardChanges changes = new HeardChanges(Ticker.disabledTicker());
        final ChangeListener listener = new ChangeListener(database, changes, Ticker.disabledTicker());
        final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        final AtomicInteger made = new AtomicInteger();
        final ProductAnswers answers;
        UnaryOperator<String> beforeItAnswers = UnaryOperator.identity();
        Instant until = Instant.MAX;

        Instance(RedissonClient ofRedis) {
            CacheProperties patient = new CacheProperties(DataSize.ofMegabytes(1), DataSize.ofMegabytes(1),
                    Duration.ofSeconds(10));
            answers = new ProductAnswers(patient, new AnswersInRedis(ofRedis, Ticker.systemTicker(), patient), changes,
                    jdbc, clock, meters);
        }

        void listen() {
            listener.start();
            await().until(changes::isFollowed);
        }

        void stop() {
            listener.stop();
        }

        String price() {
            return price(lamp);
        }

        String price(ProductId product) {
            return new String(answers.find(product, this::read).orElseThrow().body(), UTF_8);
        }

        Optional<Answer> read(ProductId product) {
            made.incrementAndGet();
            return jdbc.sql("""
                    SELECT amount FROM variant JOIN product ON product.id = product_id
                    WHERE product_id = :id AND status = 'PUBLISHED'""").param("id", product.value())
                    .query(String.class).optional()
                    .map(price -> new Answer(beforeItAnswers.apply(price).getBytes(UTF_8), "\"1\"", until));
        }

        double count(String level, String result) {
            return meters.get("souk.product.cache").tag("level", level).tag("result", result).counter().count();
        }
    }
}
