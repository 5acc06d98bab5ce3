package dev.souk.product.catalogue;

import dev.souk.common.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * What a SKU costs now.
 *
 * @param sellable whether its product is on sale; says nothing about stock
 */
public record Offer(Sku sku, ProductId productId, String title, Money price, boolean sellable) {

    static Offer of(ResultSet row, int number) throws SQLException {
        return new Offer(new Sku(row.getString("sku")), new ProductId(row.getObject("id", UUID.class)),
                row.getString("title"), Money.of(row.getLong("amount"), row.getString("currency")),
                row.getBoolean("sellable"));
    }
}
