package dev.souk.payment.intent;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;
import dev.souk.payment.provider.ProviderAnswer;

/** What is done to a payment in tests, in their words: facts, the provider's answers to the last call, and what came of it. */
abstract class OnePayment {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant LATER = NOW.plusSeconds(3600);
    static final Money TOTAL = Money.of(2598, "USD");
    static final OrderId ORDER = new OrderId(UUID.randomUUID());
    static final OrderFact STOCK_RESERVED = new OrderFact.StockReserved(ORDER);
    static final OrderFact SHIPMENT_CREATED = new OrderFact.ShipmentCreated(ORDER);
    static final OrderFact CANCELLED = new OrderFact.Cancelled(ORDER);

    final PaymentId id = PaymentId.next();
    final Payment payment = new Payment(Payment.Snapshot.unknown(id, ORDER, NOW), Rules.THREE_TRIES);

    static OrderFact created(@Nullable String token) {
        return new OrderFact.Created(ORDER, UUID.randomUUID(), TOTAL, token, NOW.plusSeconds(1800));
    }

    void take(OrderFact... facts) {
        for (OrderFact fact : facts) {
            payment.take(fact, NOW);
        }
    }

    void approve() {
        answer(new ProviderAnswer.Approved("auth_1"));
    }

    void refuse(String reason) {
        answer(new ProviderAnswer.Refused(reason));
    }

    void answer(ProviderAnswer answer) {
        answer(payment.outcome().calls.getLast(), answer);
    }

    void answer(ProviderCall call, ProviderAnswer answer) {
        payment.answered(call, answer, refundOf(call), NOW);
    }

    Optional<Refund> refundOf(ProviderCall call) {
        return payment.outcome().refunds.reversed().stream().filter(it -> it.id().equals(call.refundId())).findFirst();
    }

    List<Step> asked() {
        return payment.outcome().calls.stream().map(ProviderCall::step).toList();
    }

    List<PaymentEvent> said() {
        return payment.outcome().events;
    }

    void captureRefused() {
        take(created("tok_capture_fails"), STOCK_RESERVED);
        approve();
        take(SHIPMENT_CREATED);
        refuse("capture_failed");
    }

    void tryAgainAndRefuse(int times) {
        for (int time = 0; time < times; time++) {
            var refused = refusal();
            payment.tryDueAgain(Objects.requireNonNull(refused.retryAt()));
            payment.answered(payment.outcome().calls.getLast(), new ProviderAnswer.Refused(refused.reason()),
                    refundOf(payment.outcome().calls.getLast()), LATER);
        }
    }

    Refusal refusal() {
        return Objects.requireNonNull(payment.view().orElseThrow().refusal());
    }

    void captured() {
        take(created("tok_visa"), STOCK_RESERVED);
        approve();
        take(SHIPMENT_CREATED);
        approve();
    }
}
