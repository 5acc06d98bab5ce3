package dev.souk.product.purchase;

import dev.souk.product.catalogue.ProductId;
import dev.souk.product.purchase.Recommendations.Relation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What stands well beside a product. */
@Repository
class RelatedProducts {

    /** Bounds on what is looked at, so that a product that all have bought and a large category cost no more than others. */
    private static final int LAST_ORDERS = 200;
    private static final int OF_CATEGORY = 300;

    private final JdbcClient jdbc;

    RelatedProducts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Products on sale, the best first: what the last orders of the product had beside it, the most often first; then what of
     * its category has the same brand (counts as two attributes) or attributes of the same value, the most in common first
     * and the more in demand among equals. What has nothing in common but the category is left out.
     */
    Map<ProductId, Relation> to(ProductId product, int limit) {
        Map<ProductId, Relation> related = new LinkedHashMap<>();
        jdbc.sql("""
                WITH this AS (
                    SELECT id, category_id, brand, attributes FROM product WHERE id = :product
                ), together AS (
                    SELECT beside.product_id, count(*) AS orders
                    FROM (SELECT order_id FROM purchase WHERE product_id = :product AND counted
                          ORDER BY order_id DESC LIMIT :lastOrders) AS o
                    JOIN purchase beside ON beside.order_id = o.order_id AND beside.counted
                    WHERE beside.product_id <> :product
                    GROUP BY beside.product_id
                ), near AS (
                    SELECT p.id, p.brand, p.attributes
                    FROM product p JOIN this ON p.category_id = this.category_id
                    WHERE p.status = 'PUBLISHED' AND p.id <> :product
                    ORDER BY p.id DESC LIMIT :ofCategory
                ), alike AS (
                    SELECT near.id AS product_id,
                           CASE WHEN near.brand = this.brand THEN 2 ELSE 0 END
                           + (SELECT count(*) FROM jsonb_each(near.attributes) AS a
                              WHERE this.attributes -> a.key = a.value) AS common
                    FROM near CROSS JOIN this
                )
                SELECT c.product_id, c.together
                FROM (SELECT product_id, true AS together, orders AS strength FROM together
                      UNION ALL
                      SELECT product_id, false, common FROM alike
                      WHERE common > 0 AND product_id NOT IN (SELECT product_id FROM together)) AS c
                JOIN product ON product.id = c.product_id AND product.status = 'PUBLISHED'
                LEFT JOIN product_trend t ON t.product_id = c.product_id
                ORDER BY c.together DESC, c.strength DESC, t.score DESC NULLS LAST, c.product_id DESC
                LIMIT :limit""")
                .param("product", product.value())
                .param("lastOrders", LAST_ORDERS)
                .param("ofCategory", OF_CATEGORY)
                .param("limit", limit)
                .query(row -> {
                    related.put(new ProductId(row.getObject("product_id", UUID.class)),
                            row.getBoolean("together") ? Relation.BOUGHT_TOGETHER : Relation.ALIKE);
                });
        return related;
    }
}
