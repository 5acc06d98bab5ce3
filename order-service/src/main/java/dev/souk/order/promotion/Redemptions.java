package dev.souk.order.promotion;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which order uses which promotion. A promotion with a limit has a counter, which is raised by a guarded update: it locks the
 * promotion until the order has committed, so that the limits hold however many orders come at once, and the table's own check
 * stands behind it. Without a limit nothing is counted, and orders do not wait for each other.
 *
 * <p>Promotions are taken in the order of their ids, so that two orders never wait for each other in a circle.
 */
@Service
public class Redemptions {

    private final JdbcClient jdbc;

    Redemptions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * In the transaction of the order, which is refused with it.
     *
     * @throws CouponRefused  when a coupon has been used up
     * @throws PromotionEnded when a promotion was edited since the order was priced, or one without a code is used up
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void redeem(UUID order, UUID user, List<Redemption> redemptions, Instant now) {
        redemptions.stream().sorted(Comparator.comparing(Redemption::promotionId))
                .forEach(redemption -> redeem(order, user, redemption, now));
    }

    /** In the transaction in which the orders are cancelled. Again, it changes nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void giveBack(Collection<UUID> orders, Instant now) {
        if (orders.isEmpty()) {
            return;
        }
        UUID[] cancelled = orders.toArray(UUID[]::new);
        // the lock keeps an operator from setting a limit, and counting for it, while this is not yet to be seen
        List<UUID> promotions = jdbc.sql("""
                select id from promotion
                where id in (select promotion_id from redemption
                             where order_id = any (:orders) and given_back_at is null)
                order by id
                for update""")
                .param("orders", cancelled).query(UUID.class).list();
        for (UUID promotion : promotions) {
            int redeemed = jdbc.sql("""
                    update redemption set given_back_at = :now
                    where order_id = any (:orders) and promotion_id = :promotion and given_back_at is null""")
                    .param("orders", cancelled).param("promotion", promotion).param("now", Timestamp.from(now))
                    .update();
            jdbc.sql("update promotion set redeemed = redeemed - :count where id = :id and limited")
                    .param("count", redeemed).param("id", promotion).update();
        }
    }

    private void redeem(UUID order, UUID user, Redemption redemption, Instant now) {
        boolean counted = jdbc.sql("""
                update promotion set redeemed = redeemed + 1
                where id = :id and version = :version and limited
                  and (max_redemptions is null or redeemed < max_redemptions)""")
                .param("id", redemption.promotionId()).param("version", redemption.version()).update() == 1;
        // a statement of its own, so that it sees what was committed while the one before waited for the lock
        int redeemed = jdbc.sql("""
                insert into redemption (order_id, promotion_id, user_id, redeemed_at)
                select :order, id, :user, :now from promotion
                where id = :id and version = :version and limited = :counted
                  and (max_per_user is null
                       or max_per_user > (select count(*) from redemption
                                          where promotion_id = :id and user_id = :user and given_back_at is null))
                for share""")
                .param("order", order).param("user", user).param("now", Timestamp.from(now))
                .param("id", redemption.promotionId()).param("version", redemption.version())
                .param("counted", counted).update();
        if (redeemed == 0) {
            refuse(redemption, counted);
        }
    }

    private void refuse(Redemption redemption, boolean counted) {
        boolean asPriced = jdbc.sql("select exists (select from promotion where id = :id and version = :version)")
                .param("id", redemption.promotionId()).param("version", redemption.version())
                .query(Boolean.class).single();
        String code = redemption.code();
        if (code == null || !asPriced) {
            throw new PromotionEnded();
        }
        throw counted ? CouponRefused.usedUp(code) : CouponRefused.exhausted(code);
    }
}
