package dev.souk.order.checkout;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.souk.order.flashsale.FlashPurchases;
import dev.souk.order.promotion.Redemptions;

/** The use cases of an order, each in one transaction that stores the facts and announces them. */
@Service
public class OrderService {

    private static final int ATTEMPTS = 5;

    private final Orders orders;
    private final OrderAnnouncements announcements;
    private final Alarms alarms;
    private final PersonalData personalData;
    private final Redemptions redemptions;
    private final FlashPurchases flashPurchases;
    private final OrderProperties properties;
    private final Clock clock;

    OrderService(Orders orders, OrderAnnouncements announcements, Alarms alarms, PersonalData personalData,
            Redemptions redemptions, FlashPurchases flashPurchases, OrderProperties properties, Clock clock) {
        this.orders = orders;
        this.personalData = personalData;
        this.redemptions = redemptions;
        this.flashPurchases = flashPurchases;
        this.announcements = announcements;
        this.alarms = alarms;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Stores the order, takes its pieces of flash sales and uses up its promotions, all or nothing.
     *
     * @throws dev.souk.order.flashsale.SoldOut        when a flash sale has fewer pieces left
     * @throws dev.souk.order.flashsale.FlashSaleLimit when the shopper would have more of it than one may
     * @throws dev.souk.order.promotion.CouponRefused  when its coupon has been used up since the price was computed
     * @throws dev.souk.order.promotion.PromotionEnded when another of its promotions has, or was edited
     */
    @Transactional
    public OrderView place(OrderDraft draft) {
        Order order = Order.place(draft, now(), properties.unpaidAfter());
        List<OrderEvent> events = order.unsaved();
        orders.add(order);
        announce(events);
        // last, because these may lock what other orders want; in the order in which a cancellation gives them back
        flashPurchases.take(order.id().value(), order.userId().value(), quantities(order), order.createdAt());
        redemptions.redeem(order.id().value(), order.userId().value(), draft.redemptions(), order.createdAt());
        return OrderView.of(order);
    }

    /** Lets the order answer a message of another service, or the clock; an alarm is raised when it cannot explain it. */
    @Transactional
    public Reaction answer(OrderId id, Trigger trigger) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Order order = orders.find(id).orElse(null);
            if (order == null) {
                alarms.raise(id, trigger.name() + " for an order that does not exist", now());
                return Reaction.ALARM;
            }
            Reaction reaction = order.answer(trigger, now());
            if (commit(order)) {
                followUp(order, trigger, reaction);
                return reaction;
            }
        }
        throw new ConcurrentOrderChange(id);
    }

    /**
     * The order, which nobody else changes until the caller's transaction ends: what depends on it is decided one after the
     * other.
     *
     * @throws OrderNotFound when there is none that this person may see
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Order lock(OrderId id, Reader reader) {
        return orders.lock(id).filter(order -> reader.maySee(order.userId())).orElseThrow(() -> new OrderNotFound(id));
    }

    /**
     * The order as it is now, for who acts on its behalf.
     *
     * @throws OrderNotFound when there is none
     */
    @Transactional(readOnly = true)
    public Order read(OrderId id) {
        return orders.find(id).orElseThrow(() -> new OrderNotFound(id));
    }

    /** Another service cannot go on with the order by itself: a person has to look. */
    @Transactional
    public void raiseAlarm(OrderId id, String what) {
        alarms.raise(id, what, now());
    }

    /**
     * Cancels, or asks inventory first when the order is confirmed: it is {@link OrderStatus#CANCELLING} until then.
     *
     * @throws OrderNotFound          when there is none that this person may see
     * @throws IllegalOrderTransition when the order is on its way already
     */
    @Transactional
    public OrderView cancel(OrderId id, Reader reader, @Nullable String note) {
        OrderView order = find(id, reader);
        CancellationReason reason = order.userId().equals(reader.userId())
                ? CancellationReason.BY_SHOPPER
                : CancellationReason.BY_OPERATOR;
        answer(id, new Trigger.CancellationWish(reason, note));
        return find(id, reader);
    }

    /** @throws OrderNotFound when there is none that this person may see */
    @Transactional(readOnly = true)
    public OrderView find(OrderId id, Reader reader) {
        return orders.view(id).filter(order -> reader.maySee(order.userId())).orElseThrow(() -> new OrderNotFound(id));
    }

    /** A shopper's own orders, newest first. */
    @Transactional(readOnly = true)
    public List<OrderView> ofUser(UserId user, @Nullable OrderId after, int limit) {
        return orders.ofUser(user, after, limit);
    }

    /**
     * The order's past.
     *
     * @param at leaves out what happened after this instant; null for everything
     * @throws OrderNotFound when there is none that this person may see, or there was none yet at that instant
     */
    @Transactional(readOnly = true)
    public OrderHistory history(OrderId id, Reader reader, @Nullable Instant at) {
        find(id, reader);
        List<OrderEvent> stream = orders.stream(id, at == null ? Orders.END_OF_TIME : at);
        if (stream.isEmpty()) {
            throw new OrderNotFound(id);
        }
        return OrderHistory.of(stream);
    }

    /** False when the order has changed since it was read, in which case nothing was stored. */
    private boolean commit(Order order) {
        List<OrderEvent> events = order.unsaved();
        if (events.isEmpty()) {
            return true;
        }
        if (!orders.save(order)) {
            return false;
        }
        if (order.status() == OrderStatus.CANCELLED) {
            giveBack(order);
        }
        if (order.status().isTerminal()) {
            personalData.ended(order);
        }
        announce(events);
        return true;
    }

    private void giveBack(Order order) {
        flashPurchases.giveBack(order.id().value(), order.changedAt());
        if (!order.charges().discounts().isEmpty()) {
            redemptions.giveBack(order.id().value(), order.changedAt());
        }
    }

    private static Map<String, Integer> quantities(Order order) {
        return order.lines().stream().collect(Collectors.toMap(OrderLine::sku, OrderLine::quantity));
    }

    private void announce(List<OrderEvent> events) {
        for (OrderEvent event : events) {
            if (event instanceof OrderEvent.Announced fact) {
                announcements.announce(fact);
            }
        }
    }

    private void followUp(Order order, Trigger trigger, Reaction reaction) {
        switch (reaction) {
            case REPEAT -> announcements.announce(order.lastFact());
            case ALARM -> alarms.raise(order.id(), trigger + " while " + order.status(), now());
            default -> {
            }
        }
    }

    /** No finer than the database keeps, so that the stream and the row agree to the last digit. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
