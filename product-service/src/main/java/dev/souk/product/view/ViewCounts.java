package dev.souk.product.view;

import dev.souk.product.catalogue.ProductId;
import dev.souk.product.view.UniqueVisitors.Day;
import dev.souk.product.view.View.Place;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code product_view}, and in {@code view_cursor} how far the stream is counted in it. */
@Repository
class ViewCounts {

    private final JdbcClient jdbc;

    ViewCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What was counted of a product on a day. */
    record Count(Day day, long views, long visitors) {}

    /** How far the stream is counted; nothing while another transaction goes on with it. */
    Optional<Place> cursor() {
        return jdbc.sql("SELECT millis, sequence FROM view_cursor FOR UPDATE SKIP LOCKED")
                .query((row, _) -> new Place(row.getLong("millis"), row.getLong("sequence")))
                .optional();
    }

    void moveCursor(Place place) {
        jdbc.sql("UPDATE view_cursor SET millis = :millis, sequence = :sequence")
                .param("millis", place.millis())
                .param("sequence", place.sequence())
                .update();
    }

    Map<Day, Count> of(Collection<Day> days) {
        return jdbc
                .sql("""
                        SELECT v.product_id, v.day, v.views, v.visitors
                        FROM product_view v JOIN unnest(CAST(:products AS uuid[]), CAST(:days AS date[])) AS asked (product_id, day)
                          USING (product_id, day)""")
                .param("products", days.stream().map(day -> day.product().toString()).toArray(String[]::new))
                .param("days", days.stream().map(day -> day.date().toString()).toArray(String[]::new))
                .query((row, _) -> new Count(
                        new Day(new ProductId(row.getObject("product_id", UUID.class)),
                                row.getObject("day", LocalDate.class)),
                        row.getLong("views"), row.getLong("visitors")))
                .list().stream().collect(Collectors.toMap(Count::day, Function.identity()));
    }

    /** Writes the counts in place of those from before; products that are no more are passed over. */
    void put(Collection<Count> counts) {
        jdbc.sql("""
                INSERT INTO product_view (product_id, day, views, visitors)
                SELECT p.id, c.day, c.views, c.visitors
                FROM unnest(CAST(:products AS uuid[]), CAST(:days AS date[]), CAST(:views AS bigint[]),
                            CAST(:visitors AS bigint[])) AS c (product_id, day, views, visitors)
                JOIN product p ON p.id = c.product_id
                ON CONFLICT (product_id, day) DO UPDATE SET views = excluded.views, visitors = excluded.visitors""")
                .param("products", counts.stream().map(count -> count.day().product().toString())
                        .toArray(String[]::new))
                .param("days", counts.stream().map(count -> count.day().date().toString()).toArray(String[]::new))
                .param("views", counts.stream().map(Count::views).toArray(Long[]::new))
                .param("visitors", counts.stream().map(Count::visitors).toArray(Long[]::new))
                .update();
    }

    /** The days on which a product was looked at, the last first. */
    List<Count> since(ProductId product, LocalDate first) {
        return jdbc.sql("""
                SELECT day, views, visitors FROM product_view WHERE product_id = :product AND day >= :first
                ORDER BY day DESC""")
                .param("product", product.value())
                .param("first", first)
                .query((row, _) -> new Count(new Day(product, row.getObject("day", LocalDate.class)),
                        row.getLong("views"), row.getLong("visitors")))
                .list();
    }

    void deleteBefore(LocalDate day) {
        jdbc.sql("DELETE FROM product_view WHERE day < :day").param("day", day).update();
    }
}
