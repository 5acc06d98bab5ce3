package dev.souk.order.flashsale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class FlashSales {

    private final JdbcClient jdbc;

    FlashSales(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false when an open one of the SKU is there already */
    boolean add(FlashSale sale) {
        return jdbc
                .sql("""
                        insert into flash_sale (id, sku, pieces, per_user, starts_at, ends_at, created_at, created_by,
                                                changed_at, changed_by)
                        values (:id, :sku, :pieces, :perUser, :startsAt, :endsAt, :createdAt, :createdBy, :changedAt, :changedBy)
                        on conflict (sku) where not closed do nothing""")
                .param("id", sale.id()).param("sku", sale.sku()).param("pieces", sale.terms().pieces())
                .param("perUser", sale.terms().perUser())
                .param("startsAt", Timestamp.from(sale.terms().startsAt()))
                .param("endsAt", Timestamp.from(sale.terms().endsAt()))
                .param("createdAt", Timestamp.from(sale.createdAt())).param("createdBy", sale.createdBy())
                .param("changedAt", Timestamp.from(sale.changedAt())).param("changedBy", sale.changedBy())
                .update() == 1;
    }

    void replace(FlashSale sale) {
        jdbc.sql(
                """
                        update flash_sale
                        set pieces = :pieces, per_user = :perUser, starts_at = :startsAt, ends_at = :endsAt, version = version + 1,
                            changed_at = :changedAt, changed_by = :changedBy
                        where id = :id""")
                .param("id", sale.id()).param("pieces", sale.terms().pieces())
                .param("perUser", sale.terms().perUser())
                .param("startsAt", Timestamp.from(sale.terms().startsAt()))
                .param("endsAt", Timestamp.from(sale.terms().endsAt()))
                .param("changedAt", Timestamp.from(sale.changedAt())).param("changedBy", sale.changedBy()).update();
    }

    void close(UUID id) {
        jdbc.sql("update flash_sale set closed = true, version = version + 1 where id = :id").param("id", id).update();
    }

    /** The one that is open, and locked until the transaction ends. */
    Optional<FlashSale> lock(String sku) {
        return jdbc.sql("select * from flash_sale where sku = :sku and not closed for update").param("sku", sku)
                .query(this::sale).optional();
    }

    Optional<FlashSale> find(String sku) {
        return jdbc.sql("select * from flash_sale where sku = :sku and not closed").param("sku", sku)
                .query(this::sale).optional();
    }

    /** The newest first, those that are over, too. */
    List<FlashSale> page(@Nullable UUID after, int limit) {
        return jdbc.sql("""
                select * from flash_sale where :after::uuid is null or id < :after order by id desc limit :limit""")
                .param("after", after, Types.OTHER).param("limit", limit).query(this::sale).list();
    }

    /** Those of the SKUs that run now, by SKU. */
    List<FlashSale> running(Collection<String> skus, Instant now) {
        return jdbc.sql("""
                select * from flash_sale
                where sku = any(:skus) and not closed and starts_at <= :now and ends_at > :now
                order by sku""")
                .param("skus", skus.toArray(String[]::new)).param("now", Timestamp.from(now)).query(this::sale).list();
    }

    /**
     * @param undecided pieces in orders that nobody has paid yet
     */
    record Standing(FlashSale sale, int undecided) {}

    /** All that have not ended, as they stand at one moment. */
    List<Standing> standing(Instant now) {
        return jdbc.sql("""
                select flash_sale.*,
                       (select coalesce(sum(quantity), 0) from flash_purchase join orders on orders.id = order_id
                        where sale_id = flash_sale.id and given_back_at is null
                          and orders.status in ('PENDING', 'AWAITING_PAYMENT')) as undecided
                from flash_sale where not closed and ends_at > :now""")
                .param("now", Timestamp.from(now))
                .query((row, number) -> new Standing(sale(row, number), row.getInt("undecided"))).list();
    }

    private FlashSale sale(ResultSet row, int number) throws SQLException {
        return new FlashSale(row.getObject("id", UUID.class), row.getString("sku"),
                new FlashSale.Terms(row.getInt("pieces"), row.getInt("per_user"),
                        row.getTimestamp("starts_at").toInstant(), row.getTimestamp("ends_at").toInstant()),
                row.getInt("taken"), row.getLong("version"), row.getTimestamp("created_at").toInstant(),
                row.getObject("created_by", UUID.class), row.getTimestamp("changed_at").toInstant(),
                row.getObject("changed_by", UUID.class));
    }
}
