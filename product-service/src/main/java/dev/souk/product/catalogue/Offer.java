package dev.souk.product.catalogue;

import dev.souk.common.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * What a SKU costs now.
 *
 * @param price the sale's while one is on, else the list price
 * @param saleUntil when the sale ends that is on
 * @param sellable whether its product is on sale; says nothing about stock
 */
public record Offer(Sku sku, ProductId productId, String title, Money price, Money listPrice,
        Optional<Instant> saleUntil, boolean sellable) {

    static Offer of(ResultSet row, int number) throws SQLException {
        String currency = row.getString("currency");
        return new Offer(new Sku(row.getString("sku")), new ProductId(row.getObject("id", UUID.class)),
                row.getString("title"), Money.of(row.getLong("price"), currency),
                Money.of(row.getLong("list_price"), currency),
                Optional.ofNullable(row.getObject("sale_until", OffsetDateTime.class)).map(OffsetDateTime::toInstant),
                row.getBoolean("sellable"));
    }
}
