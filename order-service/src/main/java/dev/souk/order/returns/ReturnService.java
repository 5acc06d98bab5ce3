package dev.souk.order.returns;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.Order;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderLine;
import dev.souk.order.checkout.OrderProperties;
import dev.souk.order.checkout.OrderService;
import dev.souk.order.checkout.OrderWatch;
import dev.souk.order.checkout.PersonalData;
import dev.souk.order.checkout.Reader;
import dev.souk.order.checkout.ReturnStep;
import dev.souk.order.checkout.Shard;
import dev.souk.order.checkout.Trigger;
import dev.souk.order.checkout.UserId;

/**
 * The use cases of returns, each in one transaction. Each begins with the lock of the order's row, so that two of them, or one
 * and a message of another service, are decided one after the other; each step is written into the order's history.
 */
@Service
public class ReturnService {

    /** So many pieces of one SKU. */
    public record Pieces(String sku, int quantity) {}

    private final Returns returns;
    private final OrderService orders;
    private final PersonalData personalData;
    private final ReturnAnnouncements announcements;
    private final ReturnProperties properties;
    private final OrderWatch watch;
    private final OrderProperties limits;
    private final Clock clock;

    ReturnService(Returns returns, OrderService orders, PersonalData personalData, ReturnAnnouncements announcements,
            ReturnProperties properties, OrderWatch watch, OrderProperties limits, Clock clock) {
        this.returns = returns;
        this.orders = orders;
        this.personalData = personalData;
        this.announcements = announcements;
        this.properties = properties;
        this.watch = watch;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * @param reason in the shopper's own words
     * @throws dev.souk.order.checkout.OrderNotFound when the order is not the shopper's
     * @throws dev.souk.order.checkout.NotReturnable when nothing of it was sent, or nothing is left to come back
     * @throws ReturnTooLate when too much time has gone since it was delivered
     * @throws InvalidReturn when a SKU is named twice, was not bought, or fewer pieces of it are left or were sent
     */
    @Transactional
    public Return request(OrderId orderId, UserId shopper, List<Pieces> wanted, String reason) {
        Order order = orders.lock(orderId, new Reader(shopper, false));
        Instant now = now();
        ReturnId id = ReturnId.next();
        orders.answer(orderId, new Trigger.ReturnRequested(id.value()));
        refuseTooLate(order, now);
        List<ReturnLine> lines = lines(order, wanted);
        Money refund = lines.stream().map(ReturnLine::refund).reduce(Money.zero(order.total().currency()), Money::plus);
        Return fresh = new Return(id, orderId, shopper, ReturnStatus.REQUESTED, lines,
                personalData.isForgotten(shopper) ? null : reason, null, refund, null, now, now);
        returns.add(fresh);
        return fresh;
    }

    /** A parcel has left with these goods; again changes nothing. */
    @Transactional
    public void sent(OrderId order, UUID shipment, List<Pieces> goods) {
        returns.addSent(order, shipment, goods);
    }

    /** A parcel that is still on its way can be announced as a return at any time. */
    private void refuseTooLate(Order order, Instant now) {
        Instant delivered = order.deliveredAt();
        if (delivered != null && now.isAfter(delivered.plus(properties.window()))) {
            throw new ReturnTooLate(delivered.plus(properties.window()));
        }
    }

    private List<ReturnLine> lines(Order order, List<Pieces> wanted) {
        ReturnableGoods goods = new ReturnableGoods(order, returns.ofOrder(order.id()), returns.sentOf(order.id()));
        Set<String> skus = new HashSet<>();
        return wanted.stream().map(line -> {
            if (!skus.add(line.sku())) {
                throw InvalidReturn.repeated(line.sku());
            }
            return goods.take(line.sku(), line.quantity());
        }).toList();
    }

    /**
     * The shopper may send the goods.
     *
     * @param note to the shopper
     * @throws ReturnNotFound when there is none with this id
     * @throws IllegalReturnTransition when it was rejected, or the goods are here
     */
    @Transactional
    public Return approve(ReturnId id, UserId operator, @Nullable String note) {
        return decide(id, ReturnStatus.Trigger.APPROVAL, ReturnStep.APPROVED, operator, note);
    }

    /**
     * The shopper may not, or has not: the pieces can be asked for again.
     *
     * @param note to the shopper
     * @throws ReturnNotFound when there is none with this id
     * @throws IllegalReturnTransition when the goods are here
     */
    @Transactional
    public Return reject(ReturnId id, UserId operator, @Nullable String note) {
        return decide(id, ReturnStatus.Trigger.REJECTION, ReturnStep.REJECTED, operator, note);
    }

    /**
     * All of its goods are here: they can be sold again, and the shopper gets the money back.
     *
     * @throws ReturnNotFound when there is none with this id
     * @throws IllegalReturnTransition when it was not approved
     */
    @Transactional
    public Return receive(ReturnId id, UserId operator) {
        return decide(id, ReturnStatus.Trigger.RECEIPT, ReturnStep.RECEIVED, operator, null);
    }

    /** Saying it again changes nothing, nor who said it first. */
    private Return decide(ReturnId id, ReturnStatus.Trigger trigger, ReturnStep step, UserId operator,
            @Nullable String note) {
        Order order = lockOrderOf(id);
        Return current = find(id);
        ReturnStatus.Answer answer = current.status().on(trigger);
        if (answer == ReturnStatus.Answer.REFUSE) {
            throw new IllegalReturnTransition(id, current.status(), trigger);
        }
        return answer.next().map(next -> {
            Return changed = current.become(next, personalData.isForgotten(order.userId()) ? null : note, now());
            returns.save(changed);
            orders.answer(order.id(), new Trigger.ReturnMoved(id.value(), step, operator));
            if (next == ReturnStatus.RECEIVED) {
                received(order, changed);
            }
            return changed;
        }).orElse(current);
    }

    private void received(Order order, Return received) {
        announcements.received(received);
        int back = returns.ofOrder(order.id()).stream().filter(one -> one.status().isReceived())
                .mapToInt(Return::quantity).sum();
        if (back == order.lines().stream().mapToInt(OrderLine::quantity).sum()) {
            orders.answer(order.id(), new Trigger.EverythingReturned());
        }
    }

    /**
     * Payment has given the money back; again changes nothing. What was given is what is written down, be it too much: then
     * a person has to look.
     *
     * @param amount less than the return's when the order had been refunded before
     */
    @Transactional
    public void refunded(ReturnId id, OrderId orderId, Money amount) {
        Return current = returns.find(id).filter(one -> one.orderId().equals(orderId)).orElse(null);
        if (current == null) {
            orders.raiseAlarm(orderId, "Refund of return " + id + ", which does not exist");
            return;
        }
        lockOrderOf(id);
        current = find(id);
        switch (current.status().on(ReturnStatus.Trigger.REFUND)) {
            case FINISH -> {
                if (!amount.currency().equals(current.refund().currency())
                        || amount.compareTo(current.refund()) > 0) {
                    orders.raiseAlarm(orderId, "Refund of return %s: %s were given back for what is worth %s"
                            .formatted(id, amount, current.refund()));
                }
                returns.save(current.refunded(amount, now()));
                orders.answer(orderId, new Trigger.ReturnMoved(id.value(), ReturnStep.REFUNDED, null));
            }
            case ALARM -> orders.raiseAlarm(orderId, "Refund of return " + id + ", which is " + current.status());
            case APPROVE, REJECT, RECEIVE, NOTHING, REFUSE -> {
            }
        }
    }

    /** @throws ReturnNotFound when there is none that this person may see */
    @Transactional(readOnly = true)
    public Return find(ReturnId id, Reader reader) {
        return returns.find(id).filter(one -> reader.maySee(one.userId())).orElseThrow(() -> new ReturnNotFound(id));
    }

    /**
     * An order's returns, oldest first, beginning after the given one.
     *
     * @throws dev.souk.order.checkout.OrderNotFound when there is none that this person may see
     */
    @Transactional(readOnly = true)
    public List<Return> ofOrder(OrderId order, Reader reader, @Nullable ReturnId after, int limit) {
        orders.find(order, reader);
        return returns.ofOrder(order, after, limit);
    }

    /** What shoppers wrote when they sent these orders' goods back, and what they were answered, oldest first. */
    @Transactional(readOnly = true)
    public Map<OrderId, List<String>> wordsOf(Collection<OrderId> orders) {
        return returns.wordsOf(orders);
    }

    /** The account was deleted, and {@link PersonalData} knows it. */
    @Transactional
    public void forget(UserId user) {
        returns.forgetWords(user);
    }

    /** Announces again what was received and is not refunded: every consumer may hear it twice. */
    public OrderWatch.Driven driveStuck(Shard shard, int limit) {
        return watch.announceEach(returns.stuck(limits.stuckAfter(), shard, limit), this::announceAgain,
                returns::postpone);
    }

    private int announceAgain(ReturnId id) {
        int repeats = returns.countRepeat(id).orElse(0);
        if (repeats > 0) {
            Return received = find(id);
            announcements.received(received);
            if (repeats == limits.alertAfterRepeats()) {
                orders.raiseAlarm(received.orderId(), "Return " + received.id() + " is received and not refunded");
            }
        }
        return repeats;
    }

    private Order lockOrderOf(ReturnId id) {
        Return known = find(id);
        return orders.lock(known.orderId(), new Reader(known.userId(), false));
    }

    private Return find(ReturnId id) {
        return returns.find(id).orElseThrow(() -> new ReturnNotFound(id));
    }

    /** No finer than the database keeps. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
