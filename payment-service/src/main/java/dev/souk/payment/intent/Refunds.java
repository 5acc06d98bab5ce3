package dev.souk.payment.intent;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;
import dev.souk.payment.intent.PaymentEvent.PaymentRefunded;
import dev.souk.payment.ledger.Movement;

/**
 * What is given back of one payment, and never more than was captured. Decides what the provider is to be asked for; the
 * {@link Payment} asks.
 */
final class Refunds {

    private final PaymentId paymentId;
    private final OrderId orderId;
    private final Payment.Outcome outcome;
    private final Map<UUID, Refund> ofReturns = new HashMap<>();
    private long done;
    private long pending;

    /**
     * @param done in minor units, as are those that are pending
     * @param outcome where what happens is collected
     */
    Refunds(PaymentId paymentId, OrderId orderId, long done, long pending, Payment.Outcome outcome) {
        this.paymentId = paymentId;
        this.orderId = orderId;
        this.done = done;
        this.pending = pending;
        this.outcome = outcome;
    }

    /**
     * What was refunded of a return before: has to be known before the return can be taken again. What of it was refused has
     * to be known before anything else is given back.
     */
    void remember(Refund refund) {
        if (refund.returnId() != null) {
            ofReturns.put(refund.returnId(), refund);
        }
    }

    /**
     * What an operator gives back.
     *
     * @throws RefundRefused for an amount that is not positive, above what is left, or in another currency; while a return's
     *         refund is refused, as the operator may mean to settle that
     */
    Refund of(Money amount, Money captured, String reason, UUID operator, Instant now) {
        check(amount, captured);
        ofReturns.values().stream().filter(refund -> refund.status() == Refund.Status.FAILED).findFirst()
                .ifPresent(refused -> {
                    throw RefundRefused.whileRefused(refused);
                });
        return begin(fresh(amount, reason, operator, now));
    }

    /**
     * What an operator gives back for a return of which the provider has refused the refund. That is what the return gets.
     *
     * @throws RefundRefused as {@link #of} does; for more than the return is worth; when the return's refund is not refused
     */
    Refund settle(UUID returnId, Money amount, Money captured, String reason, UUID operator) {
        check(amount, captured);
        var refused = ofReturns.get(returnId);
        if (refused == null || refused.status() != Refund.Status.FAILED) {
            throw RefundRefused.notRefused(returnId);
        }
        if (amount.compareTo(Objects.requireNonNull(refused.returnAmount())) > 0) {
            throw RefundRefused.aboveReturn(refused, amount);
        }
        return begin(refused.settle(amount, reason, operator));
    }

    private void check(Money amount, Money captured) {
        var rest = rest(captured);
        if (!amount.currency().equals(rest.currency())) {
            throw RefundRefused.otherCurrency(rest, amount);
        }
        if (amount.amount() <= 0) {
            throw RefundRefused.notPositive(amount);
        }
        if (amount.compareTo(rest) > 0) {
            throw RefundRefused.above(rest, amount);
        }
    }

    /** All that is left, if anything is. */
    Optional<Refund> ofRest(Money captured, String reason, Instant now) {
        var rest = rest(captured);
        return rest.amount() > 0 ? Optional.of(begin(fresh(rest, reason, null, now))) : Optional.empty();
    }

    /**
     * Each return is refunded once. Order-service says it again until it hears {@code PaymentRefunded}, so one that the
     * provider has refused is begun again, once its pause is over: in full, or with what an operator has settled on.
     *
     * @return empty when there is nothing to ask the provider for
     */
    Optional<Refund> ofReturn(OrderFact.Returned returned, Money captured, Instant now) {
        var known = ofReturns.get(returned.returnId());
        if (known == null) {
            return begin(Refund.ofReturn(paymentId, returned, now), captured);
        }
        return switch (known.status()) {
            case PENDING -> Optional.empty();
            case REFUNDED -> {
                say(known);
                yield Optional.empty();
            }
            case FAILED -> known.isDue(now)
                    ? begin(inFull(known).become(Refund.Status.PENDING), captured)
                    : Optional.empty();
        };
    }

    /** It was cut short when more was being given back already; that may have been refused since. */
    private static Refund inFull(Refund refund) {
        return refund.requestedBy() == null ? refund.of(Objects.requireNonNull(refund.returnAmount())) : refund;
    }

    /** Never more than is left: what an operator has given back before is not given back twice. */
    private Optional<Refund> begin(Refund wanted, Money captured) {
        var rest = rest(captured);
        var refund = wanted.amount().compareTo(rest) < 0 ? wanted : wanted.of(rest);
        if (refund.amount().amount() > 0) {
            return Optional.of(begin(refund));
        }
        say(store(refund.become(Refund.Status.REFUNDED)));
        return Optional.empty();
    }

    private Refund begin(Refund refund) {
        pending += refund.amount().amount();
        return store(refund);
    }

    private Refund fresh(Money amount, String reason, @Nullable UUID operator, Instant now) {
        return new Refund(RefundId.next(), paymentId, amount, reason, Refund.Status.PENDING, 0, now, null, null,
                operator, null);
    }

    /** @param reference the provider's name of it */
    void approved(Refund refund, UUID callId, String reference) {
        pending -= refund.amount().amount();
        done += refund.amount().amount();
        outcome.movements.add(new Movement(callId, Movement.Kind.REFUND, orderId.value(), paymentId.value(),
                refund.amount(), reference));
        say(store(refund.become(Refund.Status.REFUNDED)));
    }

    /** @param retryAt before which the refund of a return is not begun again */
    Refund refused(Refund refund, Instant retryAt) {
        pending -= refund.amount().amount();
        return store(refund.refused(refund.returnId() == null ? null : retryAt));
    }

    private Refund store(Refund refund) {
        outcome.refunds.add(refund);
        remember(refund);
        return refund;
    }

    private void say(Refund refund) {
        outcome.events.add(new PaymentRefunded(paymentId, orderId, refund.amount(),
                new Money(done, refund.amount().currency()), refund.returnId()));
    }

    private Money rest(Money captured) {
        return new Money(captured.amount() - done - pending, captured.currency());
    }

    /** In minor units. */
    long done() {
        return done;
    }

    /** In minor units: the provider is being asked. */
    long pending() {
        return pending;
    }
}
