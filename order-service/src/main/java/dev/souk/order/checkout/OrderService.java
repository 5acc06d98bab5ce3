package dev.souk.order.checkout;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The use cases of an order, each in one transaction that stores the facts and announces them. */
@Service
public class OrderService {

    private static final int ATTEMPTS = 5;

    private final Orders orders;
    private final OrderAnnouncements announcements;
    private final Alarms alarms;
    private final PersonalData personalData;
    private final OrderProperties properties;
    private final Clock clock;

    OrderService(Orders orders, OrderAnnouncements announcements, Alarms alarms, PersonalData personalData,
            OrderProperties properties, Clock clock) {
        this.orders = orders;
        this.personalData = personalData;
        this.announcements = announcements;
        this.alarms = alarms;
        this.properties = properties;
        this.clock = clock;
    }

    @Transactional
    public OrderView place(OrderDraft draft) {
        Order order = Order.place(draft, now(), properties.unpaidAfter());
        List<OrderEvent> events = order.unsaved();
        orders.add(order);
        announce(events);
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
        if (order.status().isTerminal()) {
            personalData.ended(order);
        }
        announce(events);
        return true;
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
