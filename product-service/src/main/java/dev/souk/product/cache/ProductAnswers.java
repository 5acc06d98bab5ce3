package dev.souk.product.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.souk.product.catalogue.ProductId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.redisson.client.RedisException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * What shoppers are answered who read a product: from this JVM, else from Redis, else from PostgreSQL. An answer is never
 * given a second after a change of it was committed, and never across the moment at which a price changes by itself; while
 * this instance does not hear of changes, PostgreSQL is read each time.
 */
@Service
public class ProductAnswers {

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration LIFE_IN_REDIS = Duration.ofHours(1);
    /** Of the knowledge that there is no such product, which ends at once when there is one. */
    private static final Duration LIFE_OF_NOTHING = Duration.ofSeconds(30);
    private static final int OVERHEAD_BYTES = 400;
    private static final int EXTERNAL_IDS_BYTES = 2 * 1024 * 1024;

    private final SingleFlight<ProductId, CachedAnswer> answers;
    private final SingleFlight<String, KnownId> ids;
    private final AnswersInRedis redis;
    private final HeardChanges changes;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Counter bypassed;
    private final Counter redisHit;
    private final Counter redisMiss;
    private final Counter redisStale;
    private final Counter redisFailed;
    private final Counter found;
    private final Counter notFound;

    ProductAnswers(CacheProperties properties, AnswersInRedis redis, HeardChanges changes, JdbcClient jdbc, Clock clock,
            MeterRegistry meters) {
        this.redis = redis;
        this.changes = changes;
        this.jdbc = jdbc;
        this.clock = clock;
        this.meters = meters;
        this.bypassed = counter("near", "bypassed");
        this.redisHit = counter("redis", "hit");
        this.redisMiss = counter("redis", "miss");
        this.redisStale = counter("redis", "stale");
        this.redisFailed = counter("redis", "failed");
        this.found = counter("database", "found");
        this.notFound = counter("database", "absent");
        this.answers = new SingleFlight<>(nearAnswers(properties.products().toBytes()), counter("near", "hit"),
                counter("near", "miss"));
        this.ids = new SingleFlight<>(nearIds(), counter("external-id", "hit"), counter("external-id", "miss"));
        Gauge.builder("souk.product.cache.followed", changes, heard -> heard.isFollowed() ? 1 : 0)
                .description("1 while changes of products are heard of; at 0 each read goes to PostgreSQL")
                .register(meters);
    }

    private record KnownId(Optional<ProductId> id, Snapshot read) {}

    /**
     * The answer to who reads the product; empty when there is none that shoppers see.
     *
     * @param make reads the product from PostgreSQL and makes the answer
     */
    public Optional<Answer> find(ProductId id, Function<ProductId, Optional<Answer>> make) {
        if (!changes.isFollowed()) {
            bypassed.increment();
            return made(id, make);
        }
        return answers.get(id, cached -> holds(id, cached), () -> load(id, make)).answer();
    }

    /** The product that the external id names; shoppers may not see it. */
    public Optional<ProductId> named(String externalId) {
        if (!changes.isFollowed()) {
            return idOf(externalId);
        }
        return ids.get(externalId, known -> changes.holds("external:" + externalId, known.read), () -> {
            Snapshot read = snapshot();
            return new KnownId(idOf(externalId), read);
        }).id;
    }

    private CachedAnswer load(ProductId id, Function<ProductId, Optional<Answer>> make) {
        return shared(id).orElseGet(() -> {
            Snapshot read = snapshot();
            Optional<Answer> made = made(id, make);
            made.ifPresent(answer -> redis.keep(id, answer, read, life(LIFE_IN_REDIS, answer)));
            return new CachedAnswer(made, read);
        });
    }

    private Optional<CachedAnswer> shared(ProductId id) {
        try {
            Optional<CachedAnswer> there = redis.find(id);
            Optional<CachedAnswer> holding = there.filter(cached -> holds(id, cached));
            (holding.isPresent() ? redisHit : there.isPresent() ? redisStale : redisMiss).increment();
            return holding;
        } catch (RedisException away) {
            redisFailed.increment();
            return Optional.empty();
        }
    }

    private boolean holds(ProductId id, CachedAnswer cached) {
        return changes.holds(id.toString(), cached.read())
                && cached.answer().map(answer -> clock.instant().isBefore(answer.until())).orElse(true);
    }

    private Optional<Answer> made(ProductId id, Function<ProductId, Optional<Answer>> make) {
        Optional<Answer> made = make.apply(id);
        (made.isPresent() ? found : notFound).increment();
        return made;
    }

    /** To be taken before what it vouches for is read. */
    private Snapshot snapshot() {
        return Snapshot.parse(jdbc.sql("SELECT pg_current_snapshot()::text").query(String.class).single());
    }

    private Optional<ProductId> idOf(String externalId) {
        return jdbc.sql("SELECT id FROM product WHERE external_id = :externalId").param("externalId", externalId)
                .query(UUID.class).optional().map(ProductId::new);
    }

    private Cache<ProductId, CachedAnswer> nearAnswers(long bytes) {
        return Caffeine.newBuilder().maximumWeight(bytes)
                .weigher((ProductId _, CachedAnswer cached) -> OVERHEAD_BYTES
                        + cached.answer().map(answer -> answer.body().length).orElse(0))
                .expireAfter(Expiry.creating((ProductId _, CachedAnswer cached) -> cached.answer()
                        .map(answer -> life(LIFE, answer)).orElse(LIFE_OF_NOTHING)))
                .build();
    }

    private static Cache<String, KnownId> nearIds() {
        return Caffeine.newBuilder().maximumWeight(EXTERNAL_IDS_BYTES)
                .weigher((String externalId, KnownId _) -> OVERHEAD_BYTES + externalId.length())
                .expireAfter(Expiry.creating((String _, KnownId known) -> known.id.isPresent()
                        ? LIFE
                        : LIFE_OF_NOTHING))
                .build();
    }

    /** Up to a fifth shorter, so that what was read together is not read again together. */
    private Duration life(Duration longest, Answer answer) {
        Duration life = longest.minusMillis(ThreadLocalRandom.current().nextLong(longest.toMillis() / 5));
        Instant now = clock.instant();
        return answer.until().isBefore(now.plus(life)) ? Duration.between(now, answer.until()) : life;
    }

    private Counter counter(String level, String result) {
        return Counter.builder("souk.product.cache").description("Reads of products by shoppers, by what answered them")
                .tag("level", level).tag("result", result).register(meters);
    }
}
