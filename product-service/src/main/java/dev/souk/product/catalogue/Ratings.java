package dev.souk.product.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The ratings of products; the review package says what counts. */
@Service
public class Ratings {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    Ratings(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** One review more gives so many stars; counted in the caller's transaction, as it is shown. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(ProductId product, int stars) {
        change(product, stars, 1);
    }

    /** One review less gives so many stars. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void remove(ProductId product, int stars) {
        change(product, stars, -1);
    }

    /** Those of the products that have one. */
    Map<ProductId, Rating> of(Collection<ProductId> products) {
        return jdbc.sql("""
                SELECT product_id, stars, version FROM product_rating
                WHERE product_id = ANY (CAST(:products AS uuid[]))""")
                .param("products", products.stream().map(ProductId::toString).toArray(String[]::new))
                .query(Ratings::row)
                .list().stream()
                .collect(Collectors.toMap(Row::product, Row::rating));
    }

    private void change(ProductId product, int stars, int by) {
        jdbc.sql("""
                INSERT INTO product_rating (product_id, stars, version) VALUES (:product, '{0, 0, 0, 0, 0}', 0)
                ON CONFLICT DO NOTHING""")
                .param("product", product.value())
                .update();
        jdbc.sql("""
                UPDATE product_rating SET stars[:stars] = stars[:stars] + :by, version = version + 1
                WHERE product_id = :product""")
                .param("product", product.value())
                .param("stars", stars)
                .param("by", by)
                .update();
        jdbc.sql("""
                UPDATE product SET revision = revision + 1, queued_at = now(), queued_behind = false
                WHERE id = :product""")
                .param("product", product.value())
                .update();
        events.publishEvent(new CatalogueChanged());
    }

    private record Row(ProductId product, Rating rating) {}

    private static Row row(ResultSet row, int number) throws SQLException {
        Long[] stars = (Long[]) row.getArray("stars").getArray();
        return new Row(new ProductId(row.getObject("product_id", UUID.class)),
                new Rating(Arrays.asList(stars), row.getLong("version")));
    }
}
