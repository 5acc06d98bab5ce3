package dev.souk.product.catalogue;

import dev.souk.product.catalogue.PublishedImage.Thumbnail;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The published rows of {@code product_image}; the media package adds them. */
@Repository
class Images {

    private final JdbcClient jdbc;

    Images(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order that operators have put them in, then those that were added since. */
    Map<ProductId, List<PublishedImage>> publishedOf(Collection<ProductId> products) {
        Map<UUID, List<Thumbnail>> thumbnails = new HashMap<>();
        Map<UUID, Row> images = new LinkedHashMap<>();
        jdbc.sql("""
                SELECT i.product_id, i.id, i.media_key, i.width, i.height, t.media_key AS thumbnail_key,
                       t.width AS thumbnail_width, t.height AS thumbnail_height
                FROM product_image i LEFT JOIN product_thumbnail t ON t.image_id = i.id
                WHERE i.product_id = ANY (CAST(:products AS uuid[])) AND i.status = 'PUBLISHED'
                ORDER BY i.product_id, i.position, i.id, t.width, t.height""")
                .param("products", products.stream().map(ProductId::toString).toArray(String[]::new))
                .query(row -> {
                    UUID id = row.getObject("id", UUID.class);
                    List<Thumbnail> ofImage = thumbnails.computeIfAbsent(id, _ -> new ArrayList<>());
                    if (row.getString("thumbnail_key") != null) {
                        ofImage.add(new Thumbnail(row.getString("thumbnail_key"), row.getInt("thumbnail_width"),
                                row.getInt("thumbnail_height")));
                    }
                    images.putIfAbsent(id, row(row, ofImage));
                });
        return images.values().stream()
                .collect(Collectors.groupingBy(Row::productId, LinkedHashMap::new,
                        Collectors.mapping(Row::image, Collectors.toList())));
    }

    /** Makes the images of the product exactly these, in this order; their files are found by those who clear up. */
    void keep(ProductId product, List<UUID> images) {
        jdbc.sql("""
                DELETE FROM product_image
                WHERE product_id = :product AND status = 'PUBLISHED' AND id <> ALL (CAST(:images AS uuid[]))""")
                .param("product", product.value())
                .param("images", texts(images))
                .update();
        jdbc.sql("""
                UPDATE product_image SET position = line.position
                FROM unnest(CAST(:images AS uuid[])) WITH ORDINALITY AS line (id, position)
                WHERE product_image.id = line.id AND product_id = :product AND status = 'PUBLISHED'""")
                .param("product", product.value())
                .param("images", texts(images))
                .update();
    }

    private static String[] texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    private record Row(ProductId productId, PublishedImage image) {}

    private static Row row(ResultSet row, List<Thumbnail> thumbnails) throws SQLException {
        return new Row(new ProductId(row.getObject("product_id", UUID.class)),
                new PublishedImage(row.getObject("id", UUID.class), row.getString("media_key"), row.getInt("width"),
                        row.getInt("height"), thumbnails));
    }
}
