package dev.souk.product.media;

import dev.souk.product.catalogue.ProductId;
import dev.souk.product.catalogue.PublishedImage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Images on their way from the ticket to the catalogue. */
@Repository
class Uploads {

    private final JdbcClient jdbc;

    Uploads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An image that was announced.
     *
     * @param published what became of it; null until its bytes are verified
     */
    record Upload(UUID id, ImageFormat format, long size, @Nullable PublishedImage published) {}

    void add(UUID id, ProductId product, String fileName, ImageFormat format, long size, Instant now) {
        jdbc.sql("""
                INSERT INTO product_image (id, product_id, status, file_name, content_type, size, created_at)
                VALUES (:id, :product, 'AWAITING_UPLOAD', :fileName, :contentType, :size, :now)""")
                .param("id", id)
                .param("product", product.value())
                .param("fileName", fileName)
                .param("contentType", format.contentType())
                .param("size", size)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Upload> find(ProductId product, UUID id) {
        return jdbc.sql("""
                SELECT id, content_type, size, media_key, width, height FROM product_image
                WHERE id = :id AND product_id = :product""")
                .param("id", id)
                .param("product", product.value())
                .query(Uploads::upload)
                .optional();
    }

    /** False when another request has published it in the meantime, or it was cleared away. */
    boolean publish(PublishedImage image) {
        return jdbc.sql("""
                UPDATE product_image SET status = 'PUBLISHED', media_key = :key, width = :width, height = :height
                WHERE id = :id AND status = 'AWAITING_UPLOAD'""")
                .param("id", image.id())
                .param("key", image.mediaKey())
                .param("width", image.width())
                .param("height", image.height())
                .update() == 1;
    }

    /** Those that nobody has completed, the oldest first. */
    List<UUID> announcedBefore(Instant instant, Shard shard, int limit) {
        return jdbc.sql("""
                SELECT id FROM product_image
                WHERE status = 'AWAITING_UPLOAD' AND created_at < :instant AND upload_shard(id, :shards) = :shard
                ORDER BY created_at
                LIMIT :limit""")
                .param("instant", instant.atOffset(ZoneOffset.UTC))
                .param("shards", shard.count())
                .param("shard", shard.index())
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    /** False when it is gone already, or was published. */
    boolean forget(UUID id) {
        return jdbc.sql("DELETE FROM product_image WHERE id = :id AND status = 'AWAITING_UPLOAD'").param("id", id)
                .update() == 1;
    }

    /** Where the bytes lie until they are verified. */
    static String fileOf(UUID imageId) {
        return "uploads/" + imageId;
    }

    private static Upload upload(ResultSet row, int number) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        String key = row.getString("media_key");
        return new Upload(id, ImageFormat.ofContentType(row.getString("content_type")).orElseThrow(),
                row.getLong("size"),
                key == null ? null : new PublishedImage(id, key, row.getInt("width"), row.getInt("height")));
    }
}
