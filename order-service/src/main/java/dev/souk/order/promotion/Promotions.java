package dev.souk.order.promotion;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

import dev.souk.common.money.Money;
import dev.souk.order.money.Percentage;

/** The table {@code promotion}. */
@Repository
class Promotions {

    /** As many as a shopper's order is tried with; further ones wait until others have ended. */
    private static final int MAX_AUTOMATIC = 50;

    /** How often orders have it: the counter of one with a limit, else their number. */
    private static final String REDEEMED = """
            case when limited then redeemed
                 else (select count(*) from redemption where promotion_id = promotion.id and given_back_at is null) end
            """;
    private static final String BY_USER = """
            case when max_per_user is null then 0
                 else (select count(*) from redemption where promotion_id = promotion.id and user_id = :user
                                                         and given_back_at is null) end
            """;

    private final JdbcClient jdbc;

    Promotions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A promotion and how often one shopper's orders have it; that is only counted where it is limited. */
    record Offer(Promotion promotion, long redeemedByUser) {

        boolean isExhausted() {
            Integer max = promotion.terms().maxRedemptions();
            return max != null && promotion.redeemed() >= max;
        }

        boolean isUsedUp() {
            Integer max = promotion.terms().maxPerUser();
            return max != null && redeemedByUser >= max;
        }
    }

    /** @throws org.springframework.dao.DuplicateKeyException when another one has the code */
    void add(Promotion promotion) {
        terms(promotion, """
                insert into promotion (id, version, code, name, kind, percent, currency, amount_off, buy, free,
                                       exclusive, minimum_order, skus, only_for, valid_from, valid_until,
                                       max_redemptions, max_per_user, created_at, created_by, changed_at, changed_by)
                values (:id, :version, :code, :name, :kind, :percent, :currency, :amountOff, :buy, :free,
                        :exclusive, :minimumOrder, :skus, :onlyFor, :validFrom, :validUntil,
                        :maxRedemptions, :maxPerUser, :createdAt, :createdBy, :changedAt, :changedBy)""")
                .param("createdAt", Timestamp.from(promotion.createdAt())).param("createdBy", promotion.createdBy())
                .update();
    }

    /** @throws org.springframework.dao.DuplicateKeyException when another one has the code */
    void replace(Promotion promotion) {
        terms(promotion, """
                update promotion
                set version = :version, code = :code, name = :name, kind = :kind, percent = :percent,
                    currency = :currency, amount_off = :amountOff, buy = :buy, free = :free, exclusive = :exclusive,
                    minimum_order = :minimumOrder, skus = :skus, only_for = :onlyFor, valid_from = :validFrom,
                    valid_until = :validUntil, max_redemptions = :maxRedemptions, max_per_user = :maxPerUser,
                    redeemed = :redeemed, changed_at = :changedAt, changed_by = :changedBy
                where id = :id""")
                .param("redeemed", promotion.redeemed()).update();
    }

    Optional<Promotion> find(UUID id) {
        return jdbc.sql("select *, " + REDEEMED + " as used from promotion where id = :id").param("id", id)
                .query(Promotions::promotion).optional();
    }

    /** Waits for the orders that are being placed with it, and lets later ones wait until the transaction ends. */
    Optional<Promotion> lock(UUID id) {
        jdbc.sql("select from promotion where id = :id for update").param("id", id).query().listOfRows();
        return find(id);
    }

    List<Promotion> page(@Nullable UUID after, int limit) {
        return jdbc.sql("select *, " + REDEEMED + """
                 as used from promotion
                where :after::uuid is null or id < :after
                order by id desc
                limit :limit""")
                .param("after", after, Types.OTHER).param("limit", limit).query(Promotions::promotion).list();
    }

    Optional<Offer> withCode(String code, UUID user) {
        return jdbc.sql("select *, redeemed as used, " + BY_USER + " as by_user from promotion where code = :code")
                .param("code", code).param("user", user).query(Promotions::offer).optional();
    }

    /** The oldest first. */
    List<Offer> automatic(UUID user, Instant now) {
        return jdbc.sql("select *, redeemed as used, " + BY_USER + """
                 as by_user from promotion
                where code is null and valid_from <= :now and (valid_until is null or :now < valid_until)
                  and (only_for is null or only_for = :user)
                order by id
                limit :limit""")
                .param("now", Timestamp.from(now)).param("user", user).param("limit", MAX_AUTOMATIC)
                .query(Promotions::offer).list();
    }

    private StatementSpec terms(Promotion promotion, String sql) {
        Terms terms = promotion.terms();
        Columns benefit = Columns.of(terms.benefit());
        Money minimum = terms.minimumOrder();
        Money amountOff = benefit.amountOff();
        return jdbc.sql(sql).param("id", promotion.id()).param("version", promotion.version())
                .param("code", terms.code(), Types.VARCHAR).param("name", terms.name()).param("kind", benefit.kind())
                .param("percent", benefit.percent(), Types.NUMERIC)
                .param("currency", amountOff != null ? code(amountOff) : minimum == null ? null : code(minimum),
                        Types.VARCHAR)
                .param("amountOff", amountOff == null ? null : amountOff.amount(), Types.BIGINT)
                .param("buy", benefit.buy(), Types.INTEGER).param("free", benefit.free(), Types.INTEGER)
                .param("exclusive", terms.exclusive())
                .param("minimumOrder", minimum == null ? null : minimum.amount(), Types.BIGINT)
                .param("skus", terms.skus().toArray(String[]::new))
                .param("onlyFor", terms.onlyFor(), Types.OTHER)
                .param("validFrom", Timestamp.from(terms.validFrom()))
                .param("validUntil", terms.validUntil() == null ? null : Timestamp.from(terms.validUntil()),
                        Types.TIMESTAMP)
                .param("maxRedemptions", terms.maxRedemptions(), Types.INTEGER)
                .param("maxPerUser", terms.maxPerUser(), Types.INTEGER)
                .param("changedAt", Timestamp.from(promotion.changedAt())).param("changedBy", promotion.changedBy());
    }

    private static String code(Money money) {
        return money.currency().getCurrencyCode();
    }

    private static Offer offer(ResultSet row, int number) throws SQLException {
        return new Offer(promotion(row, number), row.getLong("by_user"));
    }

    private static Promotion promotion(ResultSet row, int number) throws SQLException {
        Timestamp until = row.getTimestamp("valid_until");
        Array skus = row.getArray("skus");
        Terms terms = new Terms(row.getString("code"), row.getString("name"), Columns.of(row).benefit(),
                row.getBoolean("exclusive"), money(row, "minimum_order"), Set.of((String[]) skus.getArray()),
                row.getObject("only_for", UUID.class), row.getTimestamp("valid_from").toInstant(),
                until == null ? null : until.toInstant(), row.getObject("max_redemptions", Integer.class),
                row.getObject("max_per_user", Integer.class));
        return new Promotion(row.getObject("id", UUID.class), row.getLong("version"), terms, row.getLong("used"),
                row.getTimestamp("created_at").toInstant(), row.getObject("created_by", UUID.class),
                row.getTimestamp("changed_at").toInstant(), row.getObject("changed_by", UUID.class));
    }

    private static @Nullable Money money(ResultSet row, String column) throws SQLException {
        Long amount = row.getObject(column, Long.class);
        return amount == null ? null : Money.of(amount, row.getString("currency"));
    }

    /** A benefit as the table keeps it: which columns are filled is up to its kind. */
    private record Columns(String kind, @Nullable BigDecimal percent, @Nullable Money amountOff, @Nullable Integer buy,
            @Nullable Integer free) {

        static Columns of(Benefit benefit) {
            return switch (benefit) {
                case Benefit.PercentOff off -> new Columns("PERCENT_OFF", off.percentage().percent(), null, null, null);
                case Benefit.AmountOff off -> new Columns("AMOUNT_OFF", null, off.amount(), null, null);
                case Benefit.BuyAndGet pieces ->
                    new Columns("BUY_AND_GET", null, null, pieces.buy(), pieces.free());
                case Benefit.FreeShipping _ -> new Columns("FREE_SHIPPING", null, null, null, null);
            };
        }

        static Columns of(ResultSet row) throws SQLException {
            return new Columns(row.getString("kind"), row.getBigDecimal("percent"), money(row, "amount_off"),
                    row.getObject("buy", Integer.class), row.getObject("free", Integer.class));
        }

        Benefit benefit() {
            if (percent != null) {
                return new Benefit.PercentOff(Percentage.of(percent));
            }
            if (amountOff != null) {
                return new Benefit.AmountOff(amountOff);
            }
            return buy != null && free != null ? new Benefit.BuyAndGet(buy, free) : new Benefit.FreeShipping();
        }
    }
}
