package dev.souk.order.checkout;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionOperations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Sees to it that every order ends: time runs out for unpaid ones, and stuck ones are driven on. */
@Service
public class OrderWatch {

    private static final Logger log = LoggerFactory.getLogger(OrderWatch.class);

    /**
     * @param failed how many could not be decided; the log says why
     * @param more   whether another call would find more to do
     */
    public record Cancelled(int cancelled, int failed, boolean more) {}

    /**
     * @param alerted how many of them have been announced so often in vain that a person must look
     * @param failed  how many could not be announced; the log says why
     */
    public record Driven(int announced, int alerted, int failed) {

        public Driven plus(Driven others) {
            return new Driven(announced + others.announced, alerted + others.alerted, failed + others.failed);
        }
    }

    /**
     * What an operator should look at: an order that is stuck, or an alarm.
     *
     * @param alarm   to acknowledge it by; null for an order that is stuck, which leaves the list when it moves
     * @param status  null when there is no such order
     * @param what    why
     * @param repeats how often the order's last fact was announced again
     */
    public record Concern(@Nullable Long alarm, OrderId order, @Nullable OrderStatus status, String what, int repeats,
            Instant since) {

        public Position position() {
            return new Position(since, order, alarm == null ? Position.STUCK : alarm);
        }
    }

    /** Where a concern stands in the list: by age, then by order; a stuck order before its alarms. */
    public record Position(Instant since, OrderId order, long alarm) {

        static final long STUCK = 0;
        static final Position START = new Position(Instant.EPOCH, new OrderId(new UUID(0, 0)), STUCK);
    }

    private final Orders orders;
    private final OrderService service;
    private final OrderAnnouncements announcements;
    private final Alarms alarms;
    private final TransactionOperations transaction;
    private final OrderProperties properties;
    private final Clock clock;
    private final Counter alerts;

    OrderWatch(Orders orders, OrderService service, OrderAnnouncements announcements, Alarms alarms,
            TransactionOperations transaction, OrderProperties properties, MeterRegistry metrics, Clock clock) {
        this.orders = orders;
        this.service = service;
        this.announcements = announcements;
        this.alarms = alarms;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
        this.alerts = Counter.builder("souk.orders.stuck.alerts")
                .description("orders that did not move although their last fact was announced again and again")
                .register(metrics);
    }

    /** Each in its own transaction, so that a payment at the same moment costs only that order a new decision. */
    public Cancelled cancelUnpaid(Shard shard, int limit) {
        List<OrderId> unpaid = orders.unpaid(shard, limit);
        int cancelled = 0;
        int failed = 0;
        for (OrderId order : unpaid) {
            Optional<Reaction> reaction = attempt(order, () -> service.answer(order, new Trigger.UnpaidTimeout()),
                    orders::postpone);
            cancelled += reaction.filter(Reaction.CANCEL::equals).isPresent() ? 1 : 0;
            failed += reaction.isEmpty() ? 1 : 0;
        }
        return new Cancelled(cancelled, failed, unpaid.size() == limit && cancelled > 0);
    }

    /** Announces the last fact of orders that should have moved: every consumer may hear it twice. */
    public Driven driveStuck(Shard shard, int limit) {
        Driven driven = announceEach(orders.stuck(properties.stuckAfter(), shard, limit), this::announceAgain,
                orders::postpone);
        alerts.increment(driven.alerted());
        return driven;
    }

    /**
     * Announces each in its own transaction, so that one that fails keeps none of the others from it.
     *
     * @param announceAgain says how often that has happened since it last moved; 0 when it has moved by itself meanwhile
     * @param postpone      what is done about one that failed, so that it comes after the others the next time
     */
    public <T> Driven announceEach(List<T> stuck, ToIntFunction<T> announceAgain, Consumer<T> postpone) {
        int announced = 0;
        int alerted = 0;
        int failed = 0;
        for (T one : stuck) {
            Optional<Integer> repeats = attempt(one,
                    () -> transaction.execute(_ -> announceAgain.applyAsInt(one)), postpone);
            announced += repeats.filter(times -> times > 0).isPresent() ? 1 : 0;
            alerted += repeats.filter(times -> times >= properties.alertAfterRepeats()).isPresent() ? 1 : 0;
            failed += repeats.isEmpty() ? 1 : 0;
        }
        return new Driven(announced, alerted, failed);
    }

    /** Stuck orders and alarms that nobody has acknowledged, the oldest first, beginning after the given position. */
    public List<Concern> concerns(@Nullable Position after, int limit) {
        return orders.concerns(properties.stuckAfter(), after == null ? Position.START : after, limit);
    }

    /**
     * Takes an alarm off the list of concerns; again changes nothing. It is kept for a while, with who has seen to it.
     *
     * @throws AlarmNotFound when there is none with this id
     */
    public void acknowledge(long alarm, UserId person) {
        alarms.acknowledge(alarm, person, clock.instant());
    }

    /** One that cannot be read must not keep all those behind it from ending; empty for such a one. */
    private static <T, R> Optional<R> attempt(T one, Supplier<R> step, Consumer<T> postpone) {
        try {
            return Optional.of(step.get());
        } catch (DataAccessResourceFailureException | CannotCreateTransactionException databaseIsAway) {
            throw databaseIsAway;
        } catch (RuntimeException failure) {
            log.error("{} {} could not be driven on; the others are", one.getClass().getSimpleName(), one, failure);
            postpone.accept(one);
            return Optional.empty();
        }
    }

    /** How often that has happened since the order last moved; 0 when it has moved by itself meanwhile. */
    private int announceAgain(OrderId id) {
        Order order = orders.find(id).orElseThrow();
        int repeats = orders.countRepeat(order).orElse(0);
        if (repeats > 0) {
            announcements.announce(List.of(order.lastFact()));
        }
        return repeats;
    }
}
