package dev.souk.product.catalogue;

import dev.souk.common.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables {@code variant} and {@code sale_price}, always written for many at once. */
@Repository
class Variants {

    private final JdbcClient jdbc;
    private final AttributesJson json;

    Variants(JdbcClient jdbc, AttributesJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A variant and what inventory-service last said about it. */
    record Row(ProductId productId, Variant variant, long available, long stockVersion) {}

    /** Variants of the products, in their order. */
    List<Row> of(Collection<ProductId> products) {
        return jdbc.sql("""
                SELECT v.product_id, v.sku, v.amount, v.currency, v.attributes,
                       coalesce(s.available, 0) AS available, coalesce(s.version, 0) AS stock_version,
                       sale.amounts, sale.starts, sale.ends, sale.by_feed
                FROM variant v LEFT JOIN stock_level s USING (sku)
                LEFT JOIN LATERAL (
                    SELECT array_agg(amount ORDER BY starts_at) AS amounts,
                           array_agg(starts_at ORDER BY starts_at) AS starts,
                           array_agg(ends_at ORDER BY starts_at) AS ends,
                           array_agg(by_feed ORDER BY starts_at) AS by_feed
                    FROM sale_price WHERE sku = v.sku) AS sale ON true
                WHERE v.product_id = ANY (CAST(:products AS uuid[]))
                ORDER BY v.product_id, v.position""")
                .param("products", products.stream().map(ProductId::toString).toArray(String[]::new))
                .query(this::row)
                .list();
    }

    /**
     * Makes the variants of each product exactly these.
     *
     * @throws SkuTaken when one belongs to a product that is not among them
     */
    void replace(List<Product> products) {
        List<Line> lines = products.stream().flatMap(Variants::lines).toList();
        deleteOthers(lines, products);
        int written = jdbc.sql("""
                INSERT INTO variant (sku, product_id, position, amount, currency, attributes)
                SELECT sku, CAST(product_id AS uuid), position, amount, currency, CAST(attributes AS jsonb)
                FROM unnest(:skus, :products, :positions, :amounts, :currencies, :attributes)
                     AS line (sku, product_id, position, amount, currency, attributes)
                ORDER BY sku
                ON CONFLICT (sku) DO UPDATE SET position = excluded.position, amount = excluded.amount,
                       currency = excluded.currency, attributes = excluded.attributes
                WHERE variant.product_id = excluded.product_id""")
                .param("skus", lines.stream().map(line -> line.variant.sku().value()).toArray(String[]::new))
                .param("products", lines.stream().map(line -> line.product.id().toString()).toArray(String[]::new))
                .param("positions", lines.stream().map(Line::position).toArray(Integer[]::new))
                .param("amounts", lines.stream().map(line -> line.variant.listPrice().amount()).toArray(Long[]::new))
                .param("currencies", lines.stream().map(line -> line.variant.listPrice().currency().getCurrencyCode())
                        .toArray(String[]::new))
                .param("attributes", lines.stream().map(line -> json.write(line.variant.attributes()))
                        .toArray(String[]::new))
                .update();
        if (written < lines.size()) {
            throw new SkuTaken("a SKU already belongs to another product; choose another one");
        }
        replaceSales(lines.stream().map(Line::variant).toList());
    }

    private void replaceSales(List<Variant> variants) {
        jdbc.sql("DELETE FROM sale_price WHERE sku = ANY (:skus)")
                .param("skus", variants.stream().map(variant -> variant.sku().value()).toArray(String[]::new))
                .update();
        List<Reduced> sales = variants.stream()
                .flatMap(variant -> variant.sales().stream().map(sale -> new Reduced(variant.sku(), sale)))
                .toList();
        if (sales.isEmpty()) {
            return; // as nearly always in a feed
        }
        jdbc.sql("""
                INSERT INTO sale_price (sku, amount, starts_at, ends_at, by_feed)
                SELECT sku, amount, CAST(starts_at AS timestamptz), CAST(ends_at AS timestamptz), by_feed
                FROM unnest(:skus, :amounts, :starts, :ends, :byFeed)
                     AS line (sku, amount, starts_at, ends_at, by_feed)""")
                .param("skus", sales.stream().map(reduced -> reduced.sku.value()).toArray(String[]::new))
                .param("amounts", sales.stream().map(reduced -> reduced.sale.price().amount()).toArray(Long[]::new))
                .param("starts", sales.stream().map(reduced -> reduced.sale.from().toString()).toArray(String[]::new))
                .param("ends", sales.stream().map(reduced -> reduced.sale.until().toString()).toArray(String[]::new))
                .param("byFeed", sales.stream().map(reduced -> reduced.sale.byFeed()).toArray(Boolean[]::new))
                .update();
    }

    private void deleteOthers(List<Line> kept, List<Product> products) {
        jdbc.sql("""
                DELETE FROM variant
                WHERE product_id = ANY (CAST(:products AS uuid[])) AND sku <> ALL (:kept)""")
                .param("products", products.stream().map(product -> product.id().toString()).toArray(String[]::new))
                .param("kept", kept.stream().map(line -> line.variant.sku().value()).toArray(String[]::new))
                .update();
    }

    private Row row(ResultSet row, int number) throws SQLException {
        Variant variant = new Variant(new Sku(row.getString("sku")),
                Money.of(row.getLong("amount"), row.getString("currency")), sales(row),
                json.read(row.getString("attributes")));
        return new Row(new ProductId(row.getObject("product_id", UUID.class)), variant, row.getLong("available"),
                row.getLong("stock_version"));
    }

    private static List<Sale> sales(ResultSet row) throws SQLException {
        if (row.getArray("amounts") == null) {
            return List.of();
        }
        String currency = row.getString("currency");
        Long[] amounts = (Long[]) row.getArray("amounts").getArray();
        Timestamp[] starts = (Timestamp[]) row.getArray("starts").getArray();
        Timestamp[] ends = (Timestamp[]) row.getArray("ends").getArray();
        Boolean[] byFeed = (Boolean[]) row.getArray("by_feed").getArray();
        return IntStream.range(0, amounts.length)
                .mapToObj(i -> new Sale(Money.of(amounts[i], currency), starts[i].toInstant(), ends[i].toInstant(),
                        byFeed[i]))
                .toList();
    }

    private record Reduced(Sku sku, Sale sale) {}

    private record Line(Product product, int position, Variant variant) {}

    private static Stream<Line> lines(Product product) {
        List<Variant> variants = product.details().variants();
        return IntStream.range(0, variants.size())
                .mapToObj(position -> new Line(product, position, variants.get(position)));
    }
}
