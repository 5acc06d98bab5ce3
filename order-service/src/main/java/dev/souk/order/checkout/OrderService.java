package dev.souk.order.checkout;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.souk.order.flashsale.FlashPurchases;
import dev.souk.order.promotion.Redemptions;

/** The use cases of an order, each in one transaction that stores the facts and announces them. */
@Service
public class OrderService {

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
        announce(announced(events).toList());
        // last, because these may lock what other orders want; in the order in which a cancellation gives them back
        flashPurchases.take(order.id().value(), order.userId().value(), quantities(order), order.createdAt());
        redemptions.redeem(order.id().value(), order.userId().value(), draft.redemptions(), order.createdAt());
        return OrderView.of(order);
    }

    /** What another service says, or the clock, to an order. */
    public record Told(OrderId order, Trigger trigger) {}

    /** Lets the order answer; an alarm is raised when it cannot explain what it is told. */
    @Transactional
    public Reaction answer(OrderId id, Trigger trigger) {
        return answer(List.of(new Told(id, trigger))).getFirst();
    }

    /**
     * Lets orders answer one after the other, as if each were told alone, but locks, reads and writes all of them at once.
     *
     * @return what each did, in the order in which they were told
     */
    @Transactional
    public List<Reaction> answer(List<Told> all) {
        if (all.isEmpty()) {
            return List.of();
        }
        Map<OrderId, Order> locked = orders.lock(all.stream().map(Told::order).toList());
        Instant now = now();
        List<Reaction> reactions = new ArrayList<>();
        List<OrderEvent.Announced> facts = new ArrayList<>();
        for (Told told : all) {
            Order order = locked.get(told.order());
            reactions.add(order == null ? unknown(told, now) : answer(order, told.trigger(), facts, now));
        }
        store(locked.values().stream().filter(order -> !order.unsaved().isEmpty()).toList(), now);
        announce(facts);
        return reactions;
    }

    private Reaction unknown(Told told, Instant now) {
        alarms.raise(told.order(), told.trigger().name() + " for an order that does not exist", now);
        return Reaction.ALARM;
    }

    /** @param facts to which those that are to be announced are added */
    private Reaction answer(Order order, Trigger trigger, List<OrderEvent.Announced> facts, Instant now) {
        int before = order.unsaved().size();
        Reaction reaction = order.answer(trigger, now);
        List<OrderEvent> unsaved = order.unsaved();
        announced(unsaved.subList(before, unsaved.size())).forEach(facts::add);
        switch (reaction) {
            case REPEAT -> facts.add(order.lastFact());
            case ALARM -> alarms.raise(order.id(), trigger + " while " + order.status(), now);
            default -> {
            }
        }
        return reaction;
    }

    private void store(List<Order> changed, Instant now) {
        orders.save(changed);
        giveBack(changed.stream().filter(order -> order.status() == OrderStatus.CANCELLED).toList(), now);
        personalData.ended(changed.stream().filter(order -> order.status().isTerminal()).toList());
    }

    /** Last of all that is locked, as when an order is placed. */
    private void giveBack(List<Order> cancelled, Instant now) {
        flashPurchases.giveBack(ids(cancelled.stream()), now);
        redemptions.giveBack(ids(cancelled.stream().filter(order -> !order.charges().discounts().isEmpty())), now);
    }

    private static List<UUID> ids(Stream<Order> orders) {
        return orders.map(order -> order.id().value()).toList();
    }

    /**
     * The order, which nobody else changes until the caller's transaction ends: what depends on it is decided one after the
     * other.
     *
     * @throws OrderNotFound when there is none that this person may see
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Order lock(OrderId id, Reader reader) {
        return Optional.ofNullable(orders.lock(List.of(id)).get(id)).filter(order -> reader.maySee(order.userId()))
                .orElseThrow(() -> new OrderNotFound(id));
    }

    /**
     * Nobody else changes these orders until the caller's transaction ends. For one that goes on to change several of them, one
     * after the other: all that lock more than one order do so in the order of their ids, and never wait in a circle.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(Collection<OrderId> ids) {
        orders.lockRows(ids);
    }

    /**
     * The orders as they are now, for who acts on their behalf.
     *
     * @throws OrderNotFound when there is none with one of the ids
     */
    @Transactional(readOnly = true)
    public List<Order> read(Collection<OrderId> ids) {
        Map<OrderId, Order> found = orders.find(ids);
        return ids.stream().distinct()
                .map(id -> Optional.ofNullable(found.get(id)).orElseThrow(() -> new OrderNotFound(id))).toList();
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
        boolean isOwn = find(id, reader).userId().equals(reader.userId());
        answer(id, isOwn
                ? new Trigger.CancellationWish(CancellationReason.BY_SHOPPER, note, null)
                : new Trigger.CancellationWish(CancellationReason.BY_OPERATOR, note, reader.userId()));
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

    private static Map<String, Integer> quantities(Order order) {
        return order.lines().stream().collect(Collectors.toMap(OrderLine::sku, OrderLine::quantity));
    }

    private static Stream<OrderEvent.Announced> announced(List<OrderEvent> events) {
        return events.stream().filter(OrderEvent.Announced.class::isInstance).map(OrderEvent.Announced.class::cast);
    }

    private void announce(List<OrderEvent.Announced> facts) {
        if (!facts.isEmpty()) {
            announcements.announce(facts);
        }
    }

    /** No finer than the database keeps, so that the stream and the row agree to the last digit. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
