package dev.souk.payment.intent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.souk.common.money.Money;
import dev.souk.payment.intent.PaymentRepository.Locked;
import dev.souk.payment.ledger.Ledger;
import dev.souk.payment.ledger.Movement;
import dev.souk.payment.provider.ProviderAnswer;
import dev.souk.payment.provider.ProviderNotice;

/**
 * The use cases of payments; each method is one transaction. None talks to the provider: calls are written down here and
 * made by {@link ProviderWorker} after the commit.
 */
@Service
@Transactional
public class PaymentService {

    private final PaymentRepository payments;
    private final CallBook calls;
    private final Ledger ledger;
    private final PaymentEvents events;
    private final SagaAlarms alarms;
    private final ApplicationEventPublisher application;

    PaymentService(PaymentRepository payments, CallBook calls, Ledger ledger, PaymentEvents events, SagaAlarms alarms,
            ApplicationEventPublisher application) {
        this.payments = payments;
        this.calls = calls;
        this.ledger = ledger;
        this.events = events;
        this.alarms = alarms;
        this.application = application;
    }

    /** Takes facts in the order in which they are given, as if each came alone, but locks and writes each payment once. */
    public void take(List<OrderFact> facts) {
        var batch = payments.lock(facts.stream().map(OrderFact::orderId).toList());
        payments.refundsOf(returns(facts)).forEach((order, refunds) -> refunds
                .forEach(Objects.requireNonNull(batch.get(order)).payment()::remember));
        facts.forEach(fact -> {
            var locked = Objects.requireNonNull(batch.get(fact.orderId()));
            locked.payment().take(fact, locked.now());
        });
        store(batch.values().stream().map(Locked::payment).toList());
    }

    private static List<UUID> returns(List<OrderFact> facts) {
        return facts.stream().filter(OrderFact.Returned.class::isInstance).map(OrderFact.Returned.class::cast)
                .map(OrderFact.Returned::returnId).toList();
    }

    /**
     * The shopper pays with a method. The provider is asked afterwards: the answer shows in the payment's status. Nothing
     * happens when it is paid already.
     *
     * @throws PaymentNotFound when there is none with this id, or it is not this shopper's
     * @throws NotPayable when it is too early, too late, or the provider is being asked
     */
    public PaymentView pay(PaymentId id, String token, UUID shopper) {
        var reader = new Reader(shopper, false);
        var locked = payments.lock(id).filter(it -> maySee(reader, it.payment()))
                .orElseThrow(() -> new PaymentNotFound(id));
        var payment = locked.payment();
        payment.pay(token, locked.now());
        store(List.of(payment));
        return payment.view().orElseThrow();
    }

    /**
     * Gives some of the captured money back. The provider is asked afterwards.
     *
     * @param returnId a return of which the provider has refused the refund: this is given instead; null to give something else
     * @throws PaymentNotFound when there is none with this id
     * @throws NothingCaptured before the money was taken
     * @throws RefundRefused for an amount that is not positive, above what is left, or in another currency; for a return of
     *         which no refund was refused, or for none while there is such a return
     */
    public Refund refund(PaymentId id, Money amount, String reason, @Nullable UUID returnId, UUID operator) {
        var locked = lock(id);
        var payment = locked.payment();
        payments.refusedOfReturns(id).forEach(payment::remember);
        var refund = returnId == null
                ? payment.refund(amount, reason, operator, locked.now())
                : payment.settle(returnId, amount, reason, operator);
        store(List.of(payment));
        return refund;
    }

    /**
     * Tries a capture again that the provider refused, after an operator mended what stood in the way. The provider is asked
     * afterwards. Nothing happens while it is being tried, nor once the money was taken.
     *
     * @throws PaymentNotFound when there is none with this id
     * @throws NotCapturable when the goods are not on their way, or the order was cancelled
     */
    public PaymentView capture(PaymentId id, UUID operator) {
        var locked = payments.lock(id).filter(it -> it.payment().view().isPresent())
                .orElseThrow(() -> new PaymentNotFound(id));
        var payment = locked.payment();
        payment.capture(operator, locked.now());
        store(List.of(payment));
        return payment.view().orElseThrow();
    }

    /** Payments of which a refused step is to be tried again by now. */
    @Transactional(readOnly = true)
    List<PaymentId> dueAgain(int limit) {
        return payments.dueAgain(limit);
    }

    /** Tries a refused step again, unless another instance has done so already, or the payment went another way. */
    void tryDueAgain(PaymentId id) {
        var locked = lock(id);
        locked.payment().tryDueAgain(locked.now());
        store(List.of(locked.payment()));
    }

    private Locked lock(PaymentId id) {
        return payments.lock(id).orElseThrow(() -> new PaymentNotFound(id));
    }

    /** Lets a payment that could not be moved wait, so that those behind it come first. */
    void postpone(PaymentId id) {
        payments.postpone(id);
    }

    /** What the provider has answered to a call. */
    record Answered(ProviderCall call, ProviderAnswer answer) {}

    /**
     * The provider answered. The first answer to a call counts; any other changes nothing.
     *
     * @return to how many calls these were the first answers
     */
    int answered(List<Answered> answers) {
        var batch = payments.lockAll(answers.stream().map(it -> it.call().paymentId()).toList());
        var first = calls.close(answers);
        var changed = new LinkedHashMap<PaymentId, Payment>();
        for (Answered it : first) {
            var id = it.call().paymentId();
            var locked = Optional.ofNullable(batch.get(id)).orElseThrow(() -> new PaymentNotFound(id));
            locked.payment().answered(it.call(), it.answer(),
                    Optional.ofNullable(it.call().refundId()).flatMap(payments::findRefund), locked.now());
            changed.put(id, locked.payment());
        }
        store(changed.values());
        return first.size();
    }

    /**
     * The provider told an answer by webhook. It counts as the direct answer does: the first of the two takes effect, and
     * neither an event that was told before nor an answer to no call of ours changes anything.
     *
     * @return what came of it
     */
    public Heard heard(String provider, ProviderNotice notice) {
        if (!calls.hearOf(provider, notice.eventId())) {
            return Heard.REPEATED;
        }
        return calls.find(notice.idempotencyKey())
                .map(it -> !it.answered() && answered(List.of(new Answered(it.call(), notice.answer()))) == 1
                        ? Heard.TAKEN
                        : Heard.KNOWN)
                .orElse(Heard.NOT_OURS);
    }

    private void store(Collection<Payment> changed) {
        payments.store(changed);
        var announcements = new ArrayList<PaymentEvent>();
        var asks = new ArrayList<ProviderCall>();
        var movements = new ArrayList<Movement>();
        for (Payment payment : changed) {
            var outcome = payment.outcome();
            announcements.addAll(outcome.events);
            asks.addAll(outcome.calls);
            movements.addAll(outcome.movements);
            for (String cause : outcome.alarms) {
                alarms.raise(payment.orderId(), payment.state(), cause);
                announcements.add(new PaymentEvent.PaymentAlarmRaised(payment.id(), payment.orderId(), payment.state(),
                        cause));
            }
        }
        ledger.record(movements);
        if (!asks.isEmpty()) {
            calls.write(asks);
            application.publishEvent(new CallsWritten());
        }
        events.announce(announcements);
    }

    /** @throws PaymentNotFound when there is none of this order, or the reader may not see it */
    @Transactional(readOnly = true)
    public PaymentView ofOrder(OrderId orderId, Reader reader) {
        return payments.findByOrder(orderId).flatMap(Payment::view).filter(view -> reader.maySee(view.userId()))
                .orElseThrow(() -> PaymentNotFound.ofOrder(orderId));
    }

    /**
     * What was given back of a payment or is about to be, oldest first, beginning after the given one.
     *
     * @throws PaymentNotFound when there is none with this id, or the reader may not see it
     */
    @Transactional(readOnly = true)
    public List<Refund> refunds(PaymentId id, Reader reader, @Nullable RefundId after, int limit) {
        var payment = payments.find(id).filter(it -> maySee(reader, it)).orElseThrow(() -> new PaymentNotFound(id));
        return payments.refunds(payment.id(), after, limit);
    }

    /** @throws PaymentNotFound when there is no such refund of this payment, or the reader may not see it */
    @Transactional(readOnly = true)
    public Refund refund(PaymentId id, RefundId refundId, Reader reader) {
        return payments.find(id).filter(payment -> maySee(reader, payment))
                .flatMap(payment -> payments.findRefund(refundId))
                .filter(refund -> refund.paymentId().equals(id))
                .orElseThrow(() -> new PaymentNotFound(refundId));
    }

    private static boolean maySee(Reader reader, Payment payment) {
        return payment.view().filter(view -> reader.maySee(view.userId())).isPresent();
    }
}
