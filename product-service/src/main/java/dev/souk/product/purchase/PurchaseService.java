package dev.souk.product.purchase;

import dev.souk.product.catalogue.ProductId;
import dev.souk.product.purchase.OrderFact.Cancelled;
import dev.souk.product.purchase.OrderFact.Confirmed;
import dev.souk.product.purchase.OrderFact.Placed;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Learns who bought what. The facts of an order may come in any order, each any number of times and however late: a purchase
 * counts once while its order is confirmed, and a cancelled order stays cancelled.
 */
@Service
public class PurchaseService {

    private final Purchases purchases;
    private final Trends trends;
    private final PurchaseProperties properties;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    PurchaseService(Purchases purchases, Trends trends, PurchaseProperties properties, Clock clock,
            ApplicationEventPublisher events) {
        this.purchases = purchases;
        this.trends = trends;
        this.properties = properties;
        this.clock = clock;
        this.events = events;
    }

    /** Takes over what was heard, all or nothing. SKUs that the catalogue does not have are passed over. */
    @Transactional
    public void heard(List<OrderFact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        purchases.keepDeletionsOut();
        Instant now = clock.instant();
        purchases.place(only(Placed.class, facts), now);
        purchases.confirm(only(Confirmed.class, facts), now);
        purchases.cancel(only(Cancelled.class, facts), now);
        List<UUID> orders = facts.stream().map(OrderFact::orderId).distinct().toList();
        if (trends.follow(orders) > 0) {
            events.publishEvent(new PurchasesChanged());
        }
    }

    /**
     * Takes note of people who looked and did not buy (yet), in the caller's transaction.
     *
     * @param visitors how many new ones each product has
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void visited(Map<ProductId, Long> visitors) {
        if (!visitors.isEmpty()) {
            trends.visited(visitors);
            events.publishEvent(new PurchasesChanged());
        }
    }

    /** The account is gone: its purchases, also those that are heard of later, go on counting but belong to nobody. */
    @Transactional
    public void shopperDeleted(UUID shopperId, Instant deletedAt) {
        purchases.awaitOthers();
        purchases.forgetShopper(shopperId, deletedAt);
    }

    /**
     * Whether a confirmed order of the shopper has the product. Until the end of the caller's transaction that order cannot be
     * cancelled here, nor the account be deleted.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean hasBought(UUID shopperId, ProductId product) {
        purchases.keepDeletionsOut();
        return purchases.lockConfirmed(shopperId, product);
    }

    /** @param more whether another call may find more to delete */
    public record Deleted(int deleted, boolean more) {}

    /**
     * Deletes the oldest of the orders that are kept long enough, and deleted accounts of that age. May run twice, or in
     * several places at once.
     */
    @Transactional
    public Deleted deleteOld(int limit) {
        int deleted = purchases.deleteBefore(clock.instant().minus(properties.keptFor()), limit);
        return new Deleted(deleted, deleted == limit);
    }

    private static <T extends OrderFact> List<T> only(Class<T> kind, List<OrderFact> facts) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
