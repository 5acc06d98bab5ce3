package dev.souk.product.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The published rows of {@code product_image}; the media package writes them. */
@Repository
class Images {

    private final JdbcClient jdbc;

    Images(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order in which they were added. */
    Map<ProductId, List<PublishedImage>> publishedOf(Collection<ProductId> products) {
        return jdbc.sql("""
                SELECT product_id, id, media_key, width, height FROM product_image
                WHERE product_id = ANY (CAST(:products AS uuid[])) AND status = 'PUBLISHED'
                ORDER BY product_id, id""")
                .param("products", products.stream().map(ProductId::toString).toArray(String[]::new))
                .query(Images::row)
                .list().stream()
                .collect(Collectors.groupingBy(Row::productId, LinkedHashMap::new,
                        Collectors.mapping(Row::image, Collectors.toList())));
    }

    private record Row(ProductId productId, PublishedImage image) {}

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(new ProductId(row.getObject("product_id", UUID.class)),
                new PublishedImage(row.getObject("id", UUID.class), row.getString("media_key"), row.getInt("width"),
                        row.getInt("height")));
    }
}
