package dev.souk.product.purchase;

import dev.souk.product.catalogue.ProductId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * How much each product is in demand: every confirmed purchase weighs 2^(t / half-life), t being when it was confirmed, so
 * that a newer one outweighs an older one for ever and no score changes by growing old; a visitor weighs a part of that. Kept
 * as the logarithm of the sum, which never overflows and so is never rescaled:
 * {@code ln(e^a + e^b) = max(a, b) + ln(1 + e^-|a - b|)}.
 */
@Repository
class Trends {

    /** A purchase weighs half as much as one that was made so much later. Changing it needs a migration: see V5. */
    static final Duration HALF_LIFE = Duration.ofDays(3);

    /** Fifty people who look at a product want it as much as one who buys it. */
    static final double VISITOR = 0.02;

    private static final double RATE = Math.log(2) / HALF_LIFE.toSeconds();

    /** Sums the weights of purchases by product, relative to now, since e^(rate * t) alone would overflow. */
    private static final String SCORES = """
            SELECT product_id, :rate * :now + ln(sum(exp(greatest(:rate * (extract(epoch FROM confirmed_at) - :now),
                                                                  -700)))) AS score
            FROM changed GROUP BY product_id""";

    private final JdbcClient jdbc;
    private final Clock clock;

    Trends(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A product and its place among the others. */
    record Trend(ProductId product, double score) {

        static Trend of(ResultSet row, int number) throws SQLException {
            return new Trend(new ProductId(row.getObject("product_id", UUID.class)), row.getDouble("score"));
        }
    }

    /**
     * Counts those purchases of the orders that are confirmed and were not counted, and takes back those that were and are
     * cancelled now.
     *
     * @return how many products gain or lose
     */
    int follow(Collection<UUID> orders) {
        lock(orders);
        return count(orders) + takeBack(orders);
    }

    /**
     * Locks the scores that will change, always in the same order: the orders of two partitions may have products in
     * common. A product without a score gets one of nothing, since what is not there cannot be locked.
     */
    private void lock(Collection<UUID> orders) {
        jdbc.sql("""
                INSERT INTO product_trend (product_id, score)
                SELECT DISTINCT p.product_id, CAST('-Infinity' AS double precision)
                FROM purchase p JOIN purchase_order o USING (order_id)
                WHERE p.order_id = ANY (CAST(:orders AS uuid[]))
                  AND (o.status = 'CONFIRMED' AND NOT p.counted OR o.status = 'CANCELLED' AND p.counted)
                ORDER BY p.product_id
                -- locks what is there and leaves it as it is
                ON CONFLICT (product_id) DO UPDATE SET score = excluded.score WHERE false""")
                .param("orders", texts(orders))
                .update();
    }

    private int count(Collection<UUID> orders) {
        return changed("""
                WITH changed AS (
                    UPDATE purchase p SET counted = true FROM purchase_order o
                    WHERE o.order_id = p.order_id AND p.order_id = ANY (CAST(:orders AS uuid[]))
                      AND o.status = 'CONFIRMED' AND NOT p.counted
                    RETURNING p.product_id, o.confirmed_at
                ), gained AS (%s)
                UPDATE product_trend t SET score = greatest(t.score, gained.score)
                       + ln(1 + exp(-least(abs(t.score - gained.score), 700)))
                FROM gained WHERE t.product_id = gained.product_id"""
                .formatted(SCORES), orders).update();
    }

    private int takeBack(Collection<UUID> orders) {
        return changed("""
                WITH changed AS (
                    UPDATE purchase p SET counted = false FROM purchase_order o
                    WHERE o.order_id = p.order_id AND p.order_id = ANY (CAST(:orders AS uuid[]))
                      AND o.status = 'CANCELLED' AND p.counted
                    RETURNING p.product_id, o.confirmed_at
                ), lost AS (%s
                ), gone AS (
                    -- what is left of the sum is the rounding, or older than thirty half-lives
                    DELETE FROM product_trend t USING lost
                    WHERE t.product_id = lost.product_id AND t.score < lost.score + 1e-9
                    RETURNING t.product_id
                ), less AS (
                    UPDATE product_trend t SET score = t.score + ln(1 - exp(greatest(lost.score - t.score, -700)))
                    FROM lost
                    WHERE t.product_id = lost.product_id AND t.score >= lost.score + 1e-9
                    RETURNING t.product_id
                )
                SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM less)""".formatted(SCORES), orders)
                .query(Integer.class).single();
    }

    /**
     * Lets those who only look weigh in, at this moment.
     *
     * @param visitors how many new ones each product has, at least one
     */
    void visited(Map<ProductId, Long> visitors) {
        List<ProductId> products = List.copyOf(visitors.keySet());
        String[] ids = products.stream().map(ProductId::toString).toArray(String[]::new);
        jdbc.sql("""
                INSERT INTO product_trend (product_id, score)
                SELECT id, CAST('-Infinity' AS double precision) FROM product
                WHERE id = ANY (CAST(:products AS uuid[])) ORDER BY id
                ON CONFLICT (product_id) DO UPDATE SET score = excluded.score WHERE false""")
                .param("products", ids)
                .update();
        jdbc.sql("""
                WITH gained AS (
                    SELECT product_id, :rate * :now + ln(:weight * visitors) AS score
                    FROM unnest(CAST(:products AS uuid[]), CAST(:visitors AS bigint[])) AS g (product_id, visitors)
                )
                UPDATE product_trend t SET score = greatest(t.score, gained.score)
                       + ln(1 + exp(-least(abs(t.score - gained.score), 700)))
                FROM gained WHERE t.product_id = gained.product_id""")
                .param("rate", RATE)
                .param("now", clock.instant().toEpochMilli() / 1000.0)
                .param("weight", VISITOR)
                .param("products", ids)
                .param("visitors", products.stream().map(visitors::get).toArray(Long[]::new))
                .update();
    }

    /** The products on sale that are most in demand, the first of them first; among equals as a sorted set in Redis has them. */
    List<Trend> top(int limit) {
        return jdbc.sql("""
                SELECT t.product_id, t.score FROM product_trend t JOIN product p ON p.id = t.product_id
                WHERE p.status = 'PUBLISHED'
                ORDER BY t.score DESC, t.product_id DESC
                LIMIT :limit""")
                .param("limit", limit)
                .query(Trend::of)
                .list();
    }

    private JdbcClient.StatementSpec changed(String sql, Collection<UUID> orders) {
        return jdbc.sql(sql)
                .param("rate", RATE)
                .param("now", clock.instant().toEpochMilli() / 1000.0)
                .param("orders", texts(orders));
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
