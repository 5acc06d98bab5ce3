package dev.souk.product.review;

import dev.souk.product.catalogue.ProductId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code review}. */
@Repository
class Reviews {

    private static final String SELECT = """
            SELECT r.id, r.product_id, r.shopper_id, r.rating, r.title, r.body, r.author, r.status, r.rejection_reason,
                   r.version, r.created_at, r.updated_at
            FROM review r
            """;

    private final JdbcClient jdbc;

    Reviews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when the shopper has reviewed the product already. */
    boolean insert(Review review) {
        return jdbc
                .sql("""
                        INSERT INTO review (id, product_id, shopper_id, rating, title, body, author, status, version, created_at,
                                            updated_at)
                        VALUES (:id, :product, :shopper, :rating, :title, :body, :author, :status, :version, :createdAt,
                                :updatedAt)
                        ON CONFLICT (product_id, shopper_id) DO NOTHING""")
                .param("id", review.id())
                .param("product", review.product().value())
                .param("shopper", review.shopperId())
                .param("createdAt", time(review.createdAt()))
                .param("rating", review.content().rating())
                .param("title", review.content().title())
                .param("body", review.content().text())
                .param("author", review.content().author())
                .param("status", review.status().name())
                .param("version", review.version())
                .param("updatedAt", time(review.updatedAt()))
                .update() == 1;
    }

    Optional<Review> find(UUID id) {
        return jdbc.sql(SELECT + "WHERE r.id = :id").param("id", id).query(Reviews::review).optional();
    }

    /** Locked until the end of the transaction. */
    Optional<Review> lock(UUID id) {
        return jdbc.sql(SELECT + "WHERE r.id = :id FOR UPDATE").param("id", id).query(Reviews::review).optional();
    }

    UUID idOf(ProductId product, UUID shopper) {
        return jdbc.sql("SELECT id FROM review WHERE product_id = :product AND shopper_id = :shopper")
                .param("product", product.value())
                .param("shopper", shopper)
                .query(UUID.class)
                .single();
    }

    /**
     * Writes what may change.
     *
     * @param moderator who has decided; null when nobody has
     */
    void update(Review review, @Nullable UUID moderator) {
        jdbc.sql("""
                UPDATE review SET rating = :rating, title = :title, body = :body, author = :author, status = :status,
                       rejection_reason = :reason, version = :version, moderated_by = :moderator,
                       updated_at = :updatedAt
                WHERE id = :id""")
                .param("id", review.id())
                .param("rating", review.content().rating())
                .param("title", review.content().title())
                .param("body", review.content().text())
                .param("author", review.content().author())
                .param("status", review.status().name())
                .param("reason", review.rejectionReason())
                .param("version", review.version())
                .param("moderator", moderator)
                .param("updatedAt", time(review.updatedAt()))
                .update();
    }

    void delete(UUID id) {
        jdbc.sql("DELETE FROM review WHERE id = :id").param("id", id).update();
    }

    /** Approved ones of a product, the newest first. */
    List<Review> approvedOf(ProductId product, Optional<UUID> before, int size) {
        return jdbc.sql(SELECT + """
                WHERE r.product_id = :product AND r.status = 'APPROVED'
                  AND (CAST(:before AS uuid) IS NULL OR r.id < CAST(:before AS uuid))
                ORDER BY r.id DESC LIMIT :size""")
                .param("product", product.value())
                .param("before", before.map(UUID::toString).orElse(null))
                .param("size", size)
                .query(Reviews::review)
                .list();
    }

    /** The oldest first. */
    List<Review> in(ReviewStatus status, Optional<UUID> after, int size) {
        return jdbc.sql(SELECT + """
                WHERE r.status = :status AND (CAST(:after AS uuid) IS NULL OR r.id > CAST(:after AS uuid))
                ORDER BY r.id LIMIT :size""")
                .param("status", status.name())
                .param("after", after.map(UUID::toString).orElse(null))
                .param("size", size)
                .query(Reviews::review)
                .list();
    }

    /** All of a shopper, locked in the order of their ids. */
    List<Review> lockOf(UUID shopper) {
        return jdbc.sql(SELECT + "WHERE r.shopper_id = :shopper ORDER BY r.id FOR UPDATE")
                .param("shopper", shopper)
                .query(Reviews::review)
                .list();
    }

    /** From now on it is nobody's. */
    void anonymise(UUID id) {
        jdbc.sql("UPDATE review SET shopper_id = NULL, author = NULL, version = version + 1 WHERE id = :id")
                .param("id", id).update();
    }

    /**
     * Reviews whose shopper has cancelled the orders and has no other one that is confirmed; locked in the order of their
     * ids. What was written before an order was heard of does not rest on it.
     */
    List<Review> lockThoseOfCancelled(Collection<UUID> orders) {
        return jdbc
                .sql(SELECT
                        + """
                                WHERE EXISTS (
                                        SELECT FROM purchase_order o JOIN purchase p USING (order_id)
                                        WHERE o.order_id = ANY (CAST(:orders AS uuid[])) AND o.status = 'CANCELLED'
                                          AND o.shopper_id = r.shopper_id AND p.product_id = r.product_id AND r.created_at >= o.heard_at)
                                  AND NOT EXISTS (
                                        SELECT FROM purchase_order o JOIN purchase p USING (order_id)
                                        WHERE o.status = 'CONFIRMED' AND o.shopper_id = r.shopper_id AND p.product_id = r.product_id)
                                ORDER BY r.id FOR UPDATE""")
                .param("orders", orders.stream().map(UUID::toString).toArray(String[]::new))
                .query(Reviews::review)
                .list();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Review review(ResultSet row, int number) throws SQLException {
        return new Review(row.getObject("id", UUID.class), new ProductId(row.getObject("product_id", UUID.class)),
                row.getObject("shopper_id", UUID.class),
                new ReviewContent(row.getInt("rating"), row.getString("title"), row.getString("body"),
                        row.getString("author")),
                ReviewStatus.valueOf(row.getString("status")), row.getString("rejection_reason"),
                row.getLong("version"), row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
