package dev.souk.payment.intent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;
import dev.souk.payment.intent.PaymentEvent.PaymentCaptured;
import dev.souk.payment.intent.PaymentEvent.PaymentDeclined;
import dev.souk.payment.intent.PaymentEvent.PaymentReserved;
import dev.souk.payment.intent.PaymentEvent.PaymentVoided;
import dev.souk.payment.intent.Transition.Effect;
import dev.souk.payment.ledger.Movement;
import dev.souk.payment.provider.ProviderAnswer;

/**
 * The payment of one order. It decides by {@link Transitions} and collects what follows: facts to announce, calls to write
 * down, movements to book. The repository stores all of it in one transaction.
 */
final class Payment {

    /** What the order says. */
    record Terms(UUID userId, Money amount, Instant expiresAt) {}

    private final PaymentId id;
    private final OrderId orderId;
    private final Instant createdAt;
    private final PaymentProperties rules;
    private final Outcome outcome = new Outcome();
    private final Set<Trigger> remembered;
    private final Refunds refunds;
    private PaymentState state;
    private @Nullable Terms terms;
    private @Nullable String token;
    private int triesLeft;
    private @Nullable String declineReason;
    private @Nullable String authorisation;
    private long captured;
    private int callsWritten;
    private @Nullable Refusal refusal;
    private @Nullable UUID captureRequestedBy;
    /** The provider's name of the capture; only while it is being booked. */
    private @Nullable String captureReference;

    /** What happened to a payment since it was loaded. */
    static final class Outcome {

        final List<PaymentEvent> events = new ArrayList<>();
        final List<ProviderCall> calls = new ArrayList<>();
        final List<Refund> refunds = new ArrayList<>();
        final List<Movement> movements = new ArrayList<>();
        final List<String> alarms = new ArrayList<>();
    }

    /** What is stored of a payment. */
    record Snapshot(PaymentId id, OrderId orderId, PaymentState state, Collection<Trigger> remembered,
            @Nullable Terms terms, @Nullable String token, int triesLeft, @Nullable String declineReason,
            @Nullable String authorisation, long captured, long refunded, long refunding, int callsWritten,
            @Nullable Refusal refusal, @Nullable UUID captureRequestedBy, Instant createdAt) {

        static Snapshot unknown(PaymentId id, OrderId orderId, Instant now) {
            return new Snapshot(id, orderId, PaymentState.UNKNOWN, List.of(), null, null, 0, null, null, 0, 0, 0, 0,
                    null, null, now);
        }
    }

    Payment(Snapshot stored, PaymentProperties rules) {
        this.rules = rules;
        id = stored.id();
        orderId = stored.orderId();
        createdAt = stored.createdAt();
        state = stored.state();
        remembered = EnumSet.noneOf(Trigger.class);
        remembered.addAll(stored.remembered());
        terms = stored.terms();
        token = stored.token();
        triesLeft = stored.triesLeft();
        declineReason = stored.declineReason();
        authorisation = stored.authorisation();
        captured = stored.captured();
        refunds = new Refunds(id, orderId, stored.refunded(), stored.refunding(), outcome);
        callsWritten = stored.callsWritten();
        refusal = stored.refusal();
        captureRequestedBy = stored.captureRequestedBy();
    }

    Snapshot snapshot() {
        return new Snapshot(id, orderId, state, Set.copyOf(remembered), terms, token, triesLeft, declineReason,
                authorisation, captured, refunds.done(), refunds.pending(), callsWritten, refusal,
                captureRequestedBy, createdAt);
    }

    void take(OrderFact fact, Instant now) {
        switch (fact) {
            case OrderFact.Created created -> request(created, now);
            case OrderFact.StockReserved _ -> fire(Trigger.STOCK_RESERVED, now);
            case OrderFact.ShipmentCreated _ -> fire(Trigger.SHIPMENT_CREATED, now);
            case OrderFact.Cancelled _ -> fire(Trigger.ORDER_CANCELLED, now);
            case OrderFact.Returned returned -> refund(returned, now);
        }
        if (state == PaymentState.VOIDED) {
            token = null;
        }
    }

    /** A method that came with the order is tried once. */
    private void request(OrderFact.Created created, Instant now) {
        if (terms == null) {
            terms = new Terms(created.userId(), created.total(), created.expiresAt());
            if (created.token() != null) {
                token = created.token();
                remembered.add(Trigger.PAY);
            }
            triesLeft = created.token() == null ? rules.tries() : 1;
        }
        fire(Trigger.ORDER_CREATED, now);
    }

    /**
     * The shopper pays. Nothing happens when it is paid already.
     *
     * @throws NotPayable when it is too early, too late, or the provider is being asked
     */
    void pay(String method, Instant now) {
        if (state == PaymentState.PAYABLE) {
            token = method;
        }
        fire(Trigger.PAY, now);
    }

    /**
     * Gives some of the captured money back.
     *
     * @throws NothingCaptured before the money was taken
     * @throws RefundRefused as {@link Refunds#of} says
     */
    Refund refund(Money amount, String reason, UUID operator, Instant now) {
        requireCaptured();
        return ask(refunds.of(amount, captured(), reason, operator, now));
    }

    /**
     * Gives back for a return what the provider refused to give before, or as much of it as an operator says.
     *
     * @throws NothingCaptured before the money was taken
     * @throws RefundRefused as {@link Refunds#settle} says
     */
    Refund settle(UUID returnId, Money amount, String reason, UUID operator) {
        requireCaptured();
        return ask(refunds.settle(returnId, amount, captured(), reason, operator));
    }

    private void requireCaptured() {
        if (state != PaymentState.CAPTURED && state != PaymentState.REFUNDING) {
            throw new NothingCaptured(id);
        }
    }

    private Refund ask(Refund refund) {
        ask(Step.REFUND, refund.amount(), refund.id());
        return refund;
    }

    /** What was refunded of a return before, see {@link Refunds#remember}. */
    void remember(Refund refund) {
        refunds.remember(refund);
    }

    private void refund(OrderFact.Returned returned, Instant now) {
        switch (state) {
            case CAPTURED -> refunds.ofReturn(returned, captured(), now).ifPresent(this::ask);
            // it is said again until it is refunded
            case UNKNOWN, REQUESTED, PAYABLE, AUTHORISING, AUTHORISED, CAPTURING, CAPTURE_FAILED -> {
            }
            // what was cancelled was never sent
            case ABANDONING, REFUNDING, VOIDING, VOIDED, DECLINED -> outcome.alarms.add("RETURN_RECEIVED");
        }
    }

    /**
     * An operator wants a capture tried again that was refused. Nothing happens while it is being tried, nor once the money
     * was taken.
     *
     * @throws NotCapturable in every other state
     */
    void capture(UUID operator, Instant now) {
        switch (state) {
            case CAPTURE_FAILED -> {
                captureRequestedBy = operator;
                refusal = null;
                fire(Trigger.TRY_AGAIN, now);
            }
            case CAPTURING, CAPTURED, REFUNDING -> {
            }
            case UNKNOWN, REQUESTED, PAYABLE, AUTHORISING, ABANDONING, AUTHORISED, VOIDING, VOIDED, DECLINED ->
                throw new NotCapturable(id);
        }
    }

    /** Tries again what the provider refused, once the pause is over; does nothing before that. */
    void tryDueAgain(Instant now) {
        if (refusal != null && refusal.isDue(now)) {
            refusal = refusal.tryAgain(null);
            fire(Trigger.TRY_AGAIN, now);
        }
    }

    /** The provider answered a call; each call is answered here once. */
    void answered(ProviderCall call, ProviderAnswer answer, Optional<Refund> refund, Instant now) {
        switch (answer) {
            case ProviderAnswer.Approved(String reference) -> approved(call, reference, refund, now);
            case ProviderAnswer.Refused(String reason) -> refused(call, reason, refund, now);
        }
    }

    private void approved(ProviderCall call, String reference, Optional<Refund> refund, Instant now) {
        refusal = null;
        switch (call.step()) {
            case AUTHORISE -> {
                authorisation = reference;
                declineReason = null;
                triesLeft = 0;
                fire(Trigger.APPROVED, now);
            }
            case CAPTURE -> {
                captureReference = reference;
                fire(Trigger.CAPTURE_DONE, now);
            }
            case VOID -> fire(Trigger.VOID_DONE, now);
            case REFUND -> {
                refunds.approved(refund.orElseThrow(), call.id(), reference);
                fire(Trigger.REFUND_DONE, now);
            }
        }
    }

    private void refused(ProviderCall call, String reason, Optional<Refund> refund, Instant now) {
        switch (call.step()) {
            case AUTHORISE -> {
                declineReason = reason;
                fire(triesLeft > 0 ? Trigger.REFUSED : Trigger.REFUSED_FOR_GOOD, now);
            }
            case CAPTURE -> refused(call, reason, Trigger.CAPTURE_REFUSED, now);
            case VOID -> refused(call, reason, Trigger.VOID_REFUSED, now);
            case REFUND -> {
                var refused = refund.orElseThrow();
                var pause = rules.retries().pauseAfter(refused.refusals() + 1);
                var failed = refunds.refused(refused, now.plus(pause));
                boolean isAPersons = failed.returnId() == null || failed.refusals() == rules.retries().tries();
                refused(call, reason, isAPersons ? Trigger.REFUND_REFUSED : Trigger.REFUND_REFUSED_FOR_NOW, now);
            }
        }
    }

    private void refused(ProviderCall call, String reason, Trigger trigger, Instant now) {
        refusal = Refusal.after(refusal, call.step(), reason);
        fire(trigger, now);
    }

    private void fire(Trigger trigger, Instant now) {
        switch (Transitions.of(state, trigger)) {
            case Transition.Move(PaymentState next, List<Effect> effects) -> {
                state = next;
                effects.forEach(effect -> perform(effect, now));
                tryRemembered(now);
            }
            case Transition.Stay.NOTHING -> {
            }
            case Transition.Stay.REMEMBER -> remembered.add(trigger);
            case Transition.Stay.ALARM -> outcome.alarms.add(trigger.name());
            case Transition.Refuse(NotPayable.Reason reason) -> throw new NotPayable(id, reason);
        }
    }

    /** An early trigger takes effect as soon as it means something. */
    private void tryRemembered(Instant now) {
        remembered.stream().filter(trigger -> Transitions.of(state, trigger) instanceof Transition.Move).findFirst()
                .ifPresent(trigger -> {
                    remembered.remove(trigger);
                    fire(trigger, now);
                });
    }

    private void perform(Effect effect, Instant now) {
        switch (effect) {
            case ASK_AUTHORISATION -> {
                triesLeft--;
                ask(Step.AUTHORISE, amount(), null);
                // from now on the written call has it, until it is answered
                token = null;
            }
            case ASK_CAPTURE -> ask(Step.CAPTURE, amount(), null);
            case ASK_VOID -> ask(Step.VOID, amount(), null);
            case ASK_REFUND_OF_REST -> refunds.ofRest(captured(), "order cancelled", now).ifPresent(this::ask);
            case SAY_RESERVED -> outcome.events.add(new PaymentReserved(id, orderId, amount()));
            case SAY_DECLINED -> outcome.events.add(
                    new PaymentDeclined(id, orderId, Objects.requireNonNull(declineReason), triesLeft));
            case SAY_VOIDED -> outcome.events.add(new PaymentVoided(id, orderId));
            case BOOK_CAPTURE -> {
                captured = amount().amount();
                outcome.movements
                        .add(new Movement(id.value(), Movement.Kind.CAPTURE, orderId.value(), id.value(), amount(),
                                Objects.requireNonNull(captureReference)));
                outcome.events.add(new PaymentCaptured(id, orderId, amount()));
            }
            case RETRY_LATER -> retryLater(Objects.requireNonNull(refusal), now);
        }
    }

    /** To let go of the shopper's money and to give it back is tried until it is done; to take it, a few times only. */
    private void retryLater(Refusal refused, Instant now) {
        int tries = rules.retries().tries();
        // a cancellation that came meanwhile takes effect next: nobody has to see to the capture any more
        if (refused.times() == tries && !remembered.contains(Trigger.ORDER_CANCELLED)) {
            outcome.alarms.add(refused.step() + "_REFUSED");
        }
        boolean goesOn = refused.step() != Step.CAPTURE || refused.times() < tries;
        refusal = refused.tryAgain(goesOn ? now.plus(rules.retries().pauseAfter(refused.times())) : null);
    }

    private void ask(Step step, Money amount, @Nullable RefundId refundId) {
        if (refusal != null && refusal.step() != step) {
            refusal = null;
        }
        callsWritten++;
        outcome.calls.add(ProviderCall.number(callsWritten, id, orderId, step, amount,
                step == Step.AUTHORISE ? token : null, step == Step.AUTHORISE ? null : authorisation, refundId));
    }

    private Money captured() {
        return money(captured);
    }

    private Money money(long minorUnits) {
        return new Money(minorUnits, amount().currency());
    }

    private Money amount() {
        return terms().amount();
    }

    private Terms terms() {
        return Objects.requireNonNull(terms, () -> "Nobody said yet what is owed for order " + orderId);
    }

    Outcome outcome() {
        return outcome;
    }

    PaymentId id() {
        return id;
    }

    OrderId orderId() {
        return orderId;
    }

    PaymentState state() {
        return state;
    }

    /** Empty while nobody said what is owed. */
    Optional<PaymentView> view() {
        return Optional.ofNullable(terms).map(it -> new PaymentView(id, orderId, it.userId(), status(), it.amount(),
                captured(), money(refunds.done()), triesLeft, declineReason, refusal, captureRequestedBy,
                it.expiresAt(), createdAt));
    }

    private PaymentView.Status status() {
        return switch (state) {
            case PAYABLE -> declineReason == null ? PaymentView.Status.REQUESTED : PaymentView.Status.DECLINED;
            case UNKNOWN, REQUESTED, AUTHORISING, ABANDONING -> PaymentView.Status.REQUESTED;
            case AUTHORISED, CAPTURING, CAPTURE_FAILED, VOIDING -> PaymentView.Status.AUTHORISED;
            case CAPTURED, REFUNDING -> refundStatus();
            case VOIDED -> PaymentView.Status.VOIDED;
            case DECLINED -> PaymentView.Status.DECLINED;
        };
    }

    private PaymentView.Status refundStatus() {
        if (refunds.done() == 0) {
            return PaymentView.Status.CAPTURED;
        }
        return refunds.done() == captured ? PaymentView.Status.REFUNDED : PaymentView.Status.PARTIALLY_REFUNDED;
    }
}
