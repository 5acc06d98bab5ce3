package dev.souk.product.media;

import dev.souk.product.catalogue.ProductId;
import dev.souk.product.catalogue.PublishedImage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Images on their way from the ticket to the catalogue. */
@Repository
class Uploads {

    static final String PREFIX = "uploads/";

    private final JdbcClient jdbc;

    Uploads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An image that was announced.
     *
     * @param size in bytes
     * @param sha256 of its bytes; null when it was not said
     * @param published its bytes are verified and shown
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Upload(UUID id, ImageFormat format, long size, byte @Nullable [] sha256, boolean published) {}

    void add(UUID id, ProductId product, String fileName, ImageFormat format, long size,
            byte @Nullable [] sha256, Instant now) {
        jdbc.sql("""
                INSERT INTO product_image (id, product_id, status, file_name, content_type, size, sha256,
                                           created_at)
                VALUES (:id, :product, 'AWAITING_UPLOAD', :fileName, :contentType, :size, :sha256, :now)""")
                .param("id", id)
                .param("product", product.value())
                .param("fileName", fileName)
                .param("contentType", format.contentType())
                .param("size", size)
                .param("sha256", sha256, Types.BINARY)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Upload> find(ProductId product, UUID id) {
        return jdbc.sql("""
                SELECT id, content_type, size, sha256, status = 'PUBLISHED' AS published FROM product_image
                WHERE id = :id AND product_id = :product""")
                .param("id", id)
                .param("product", product.value())
                .query(Uploads::upload)
                .optional();
    }

    /**
     * Writes down the files that the image will have, before they are stored: what is written down is not cleared away.
     *
     * @return false when another request has published it in the meantime, or it was cleared away
     */
    boolean expectFiles(PublishedImage image) {
        List<PublishedImage.Thumbnail> thumbnails = image.thumbnails();
        String[] keys = thumbnails.stream().map(PublishedImage.Thumbnail::mediaKey).toArray(String[]::new);
        lockFiles(Stream.concat(Stream.of(image.mediaKey()), Stream.of(keys)).map(MediaFiles.PREFIX::concat).toList());
        int written = jdbc.sql("""
                UPDATE product_image SET media_key = :key, width = :width, height = :height
                WHERE id = :id AND status = 'AWAITING_UPLOAD'""")
                .param("id", image.id())
                .param("key", image.mediaKey())
                .param("width", image.width())
                .param("height", image.height())
                .update();
        if (written == 0) {
            return false;
        }
        jdbc.sql("DELETE FROM product_thumbnail WHERE image_id = :image").param("image", image.id()).update();
        jdbc.sql("""
                INSERT INTO product_thumbnail (image_id, media_key, width, height)
                SELECT CAST(:image AS uuid), key, width, height
                FROM unnest(:keys, :widths, :heights) AS line (key, width, height)""")
                .param("image", image.id().toString())
                .param("keys", keys)
                .param("widths", thumbnails.stream().map(PublishedImage.Thumbnail::width).toArray(Integer[]::new))
                .param("heights", thumbnails.stream().map(PublishedImage.Thumbnail::height).toArray(Integer[]::new))
                .update();
        return true;
    }

    /**
     * Until the end of the transaction nobody else writes these files down, or clears them away.
     *
     * @param keys in object storage
     */
    void lockFiles(Collection<String> keys) {
        jdbc.sql(
                """
                        SELECT pg_advisory_xact_lock(file) FROM (
                            SELECT DISTINCT hashtextextended(key, 0) AS file FROM unnest(:keys) AS given (key) ORDER BY 1) AS files""")
                .param("keys", keys.toArray(String[]::new))
                .query().listOfRows();
    }

    /** Shows an image whose files are stored; false when it no longer waits for these. */
    boolean publish(PublishedImage image) {
        return jdbc.sql("""
                UPDATE product_image SET status = 'PUBLISHED'
                WHERE id = :id AND status = 'AWAITING_UPLOAD' AND media_key = :key""")
                .param("id", image.id())
                .param("key", image.mediaKey())
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
        return PREFIX + imageId;
    }

    private static Upload upload(ResultSet row, int number) throws SQLException {
        return new Upload(row.getObject("id", UUID.class),
                ImageFormat.ofContentType(row.getString("content_type")).orElseThrow(), row.getLong("size"),
                row.getBytes("sha256"), row.getBoolean("published"));
    }
}
