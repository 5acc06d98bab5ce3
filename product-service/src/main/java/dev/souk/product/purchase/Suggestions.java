package dev.souk.product.purchase;

import dev.souk.product.catalogue.ProductId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a shopper may like, out of what this one and others have bought. */
@Repository
class Suggestions {

    /** Bounds on what is looked at, so that neither a keen shopper nor a product that all have bought makes it slow. */
    private static final int LAST_BOUGHT = 20;
    private static final int ORDERS_OF_EACH = 50;
    private static final int LIKE_EACH = 50;

    private final JdbcClient jdbc;

    Suggestions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Products on sale that were bought together with what the shopper bought last, the most often so first; then those of
     * the same category or brand, both before one, the more in demand first. Never what the shopper has bought already;
     * empty for somebody who has bought nothing.
     */
    List<ProductId> of(UUID shopperId, int limit) {
        return jdbc.sql("""
                WITH mine AS (
                    SELECT p.product_id, max(o.confirmed_at) AS last_bought
                    FROM purchase_order o JOIN purchase p USING (order_id)
                    WHERE o.shopper_id = :shopper AND p.counted
                    GROUP BY p.product_id
                ), recent AS (
                    SELECT m.product_id, product.category_id, product.brand
                    FROM (SELECT product_id FROM mine ORDER BY last_bought DESC LIMIT :lastBought) AS m
                    JOIN product ON product.id = m.product_id
                ), candidate AS (
                    SELECT beside.product_id, 1 AS together, 0 AS same
                    FROM recent CROSS JOIN LATERAL (
                        SELECT order_id FROM purchase WHERE product_id = recent.product_id AND counted
                        ORDER BY order_id DESC LIMIT :ordersOfEach) AS orders
                    JOIN purchase beside ON beside.order_id = orders.order_id AND beside.counted
                    UNION ALL
                    SELECT alike.id, 0, 1
                    FROM (SELECT DISTINCT category_id FROM recent) AS r CROSS JOIN LATERAL (
                        SELECT id FROM product WHERE category_id = r.category_id AND status = 'PUBLISHED'
                        ORDER BY id DESC LIMIT :likeEach) AS alike
                    UNION ALL
                    SELECT alike.id, 0, 1
                    FROM (SELECT DISTINCT brand FROM recent) AS r CROSS JOIN LATERAL (
                        SELECT id FROM product WHERE brand = r.brand AND status = 'PUBLISHED'
                        ORDER BY id DESC LIMIT :likeEach) AS alike
                )
                SELECT c.product_id
                FROM (SELECT product_id, sum(together) AS together, sum(same) AS same
                      FROM candidate GROUP BY product_id) AS c
                JOIN product ON product.id = c.product_id AND product.status = 'PUBLISHED'
                LEFT JOIN product_trend t ON t.product_id = c.product_id
                WHERE c.product_id NOT IN (SELECT product_id FROM mine)
                ORDER BY c.together DESC, c.same DESC, t.score DESC NULLS LAST, c.product_id DESC
                LIMIT :limit""")
                .param("shopper", shopperId)
                .param("lastBought", LAST_BOUGHT)
                .param("ordersOfEach", ORDERS_OF_EACH)
                .param("likeEach", LIKE_EACH)
                .param("limit", limit)
                .query((row, _) -> new ProductId(row.getObject("product_id", UUID.class)))
                .list();
    }
}
