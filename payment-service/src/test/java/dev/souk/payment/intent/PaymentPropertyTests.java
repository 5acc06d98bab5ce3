package dev.souk.payment.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.souk.common.money.Money;
import dev.souk.payment.ledger.Movement;
import dev.souk.payment.provider.ProviderAnswer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever comes, in whatever order and however often: no money is taken, kept or given back that should not be. */
class PaymentPropertyTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Money TOTAL = Money.of(1000, "USD");

    /** What can happen next. */
    enum Happening {
        CREATED,
        STOCK_RESERVED,
        SHIPMENT_CREATED,
        CANCELLED,
        SHOPPER_PAYS,
        OPERATOR_REFUNDS,
        OPERATOR_CAPTURES,
        TIME_PASSES,
        PROVIDER_SAYS_YES,
        PROVIDER_SAYS_NO,
        RELOADED
    }

    @Property(tries = 2000)
    void noMoneyIsEverWrong(@ForAll("happenings") List<Happening> happenings, @ForAll boolean withMethod) {
        var world = new World(withMethod);
        for (Happening happening : happenings) {
            world.let(happening);
            world.isSound();
        }
        world.settle();
        world.isSound();
        world.endsRight(happenings);
    }

    @Provide
    Arbitrary<List<Happening>> happenings() {
        return Arbitraries.frequency(Tuple.of(3, Happening.CREATED),
                Tuple.of(3, Happening.STOCK_RESERVED), Tuple.of(2, Happening.SHIPMENT_CREATED),
                Tuple.of(1, Happening.CANCELLED), Tuple.of(3, Happening.SHOPPER_PAYS),
                Tuple.of(1, Happening.OPERATOR_REFUNDS), Tuple.of(1, Happening.OPERATOR_CAPTURES),
                Tuple.of(2, Happening.TIME_PASSES),
                Tuple.of(4, Happening.PROVIDER_SAYS_YES),
                Tuple.of(2, Happening.PROVIDER_SAYS_NO), Tuple.of(1, Happening.RELOADED))
                .list().ofMaxSize(30);
    }

    /** One payment, the provider's books about it, and the calls under way between them. */
    private static final class World {

        private final OrderId order = new OrderId(UUID.randomUUID());
        private final OrderFact.Created created;
        private final List<ProviderCall> underWay = new ArrayList<>();
        private final List<Refund> refunds = new ArrayList<>();
        private final List<Movement> movements = new ArrayList<>();
        private final List<PaymentEvent> events = new ArrayList<>();
        private final Set<String> keys = new HashSet<>();
        private Payment payment = new Payment(
                Payment.Snapshot.unknown(PaymentId.next(), order, NOW), Rules.THREE_TRIES);
        private int authorised;
        private int voided;
        private int captures;
        private long given;

        World(boolean withMethod) {
            created = new OrderFact.Created(order, UUID.randomUUID(), TOTAL, withMethod ? "tok_visa" : null, NOW);
        }

        void let(Happening happening) {
            switch (happening) {
                case CREATED -> payment.take(created, NOW);
                case STOCK_RESERVED -> payment.take(new OrderFact.StockReserved(order), NOW);
                case SHIPMENT_CREATED -> payment.take(new OrderFact.ShipmentCreated(order), NOW);
                case CANCELLED -> payment.take(new OrderFact.Cancelled(order), NOW);
                case SHOPPER_PAYS -> unlessRefused(() -> payment.pay("tok_visa", NOW));
                case OPERATOR_REFUNDS ->
                    unlessRefused(() -> payment.refund(Money.of(300, "USD"), "returned", UUID.randomUUID(), NOW));
                case OPERATOR_CAPTURES -> unlessRefused(() -> payment.capture(UUID.randomUUID(), NOW));
                case TIME_PASSES -> payment.tryDueAgain(NOW.plusSeconds(3600));
                case PROVIDER_SAYS_YES -> answer(true);
                case PROVIDER_SAYS_NO -> answer(false);
                case RELOADED -> payment = new Payment(payment.snapshot(), Rules.THREE_TRIES);
            }
            store();
        }

        private static void unlessRefused(Runnable action) {
            try {
                action.run();
            } catch (NotPayable | NothingCaptured | NotCapturable | RefundRefused refusal) {
                assertThat(refusal).hasMessageNotContaining("null");
            }
        }

        /** The provider does what it says, and says no to what its books forbid. */
        private void answer(boolean willing) {
            if (underWay.isEmpty()) {
                return;
            }
            var call = underWay.removeFirst();
            var possible = switch (call.step()) {
                case AUTHORISE -> willing;
                case CAPTURE -> willing && captures == 0 && authorised > voided;
                case VOID -> willing && captures == 0 && authorised > voided;
                case REFUND -> willing && given + call.amount().amount() <= captures * TOTAL.amount();
            };
            if (possible) {
                switch (call.step()) {
                    case AUTHORISE -> authorised++;
                    case CAPTURE -> captures++;
                    case VOID -> voided++;
                    case REFUND -> given += call.amount().amount();
                }
            }
            payment.answered(call, possible ? new ProviderAnswer.Approved("auth") : new ProviderAnswer.Refused("no"),
                    Optional.ofNullable(call.refundId()).flatMap(this::refund), NOW);
        }

        private Optional<Refund> refund(RefundId id) {
            return refunds.stream().filter(refund -> refund.id().equals(id)).findFirst();
        }

        private void store() {
            var outcome = payment.outcome();
            assertThat(outcome.calls).allSatisfy(call -> assertThat(keys.add(call.idempotencyKey())).isTrue());
            underWay.addAll(outcome.calls);
            outcome.refunds.forEach(changed -> {
                refunds.removeIf(refund -> refund.id().equals(changed.id()));
                refunds.add(changed);
            });
            movements.addAll(outcome.movements);
            events.addAll(outcome.events);
            payment = new Payment(payment.snapshot(), Rules.THREE_TRIES);
        }

        /** From now on the provider says yes, the pauses end, and an operator sees to what was alarmed. */
        void settle() {
            for (int round = 0; round < 3; round++) {
                while (!underWay.isEmpty()) {
                    let(Happening.PROVIDER_SAYS_YES);
                }
                let(Happening.TIME_PASSES);
                let(Happening.OPERATOR_CAPTURES);
            }
        }

        void isSound() {
            var stored = payment.snapshot();
            assertThat(captures).as("captures").isLessThanOrEqualTo(1);
            assertThat(captures == 0 || voided == 0).as("never captured after void").isTrue();
            assertThat(authorised - voided).as("authorisations that hold the shopper's money").isBetween(0, 1);
            assertThat(underWay).as("one authorisation at a time").filteredOn(call -> call.step() == Step.AUTHORISE)
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(stored.captured()).isEqualTo(captures * TOTAL.amount());
            assertThat(stored.refunded()).isEqualTo(given).isLessThanOrEqualTo(stored.captured());
            assertThat(movements.stream().mapToLong(movement -> switch (movement.kind()) {
                case CAPTURE -> movement.amount().amount();
                case REFUND -> -movement.amount().amount();
            }).sum()).as("the ledger says what the provider says").isEqualTo(captures * TOTAL.amount() - given);
        }

        void endsRight(List<Happening> happenings) {
            var known = happenings.contains(Happening.CREATED);
            if (happenings.contains(Happening.CANCELLED)) {
                assertThat(given).as("a cancelled order keeps no money").isEqualTo(captures * TOTAL.amount());
                assertThat(captures == 1 || authorised == voided).as("nor sets any aside").isTrue();
            } else if (known && authorised == 1 && happenings.contains(Happening.SHIPMENT_CREATED)) {
                assertThat(payment.state()).isEqualTo(PaymentState.CAPTURED);
            }
            assertThat(events.stream().filter(PaymentEvent.PaymentCaptured.class::isInstance)).hasSize(captures);
            assertThat(payment.state()).isNotIn(PaymentState.AUTHORISING, PaymentState.ABANDONING,
                    PaymentState.CAPTURING, PaymentState.CAPTURE_FAILED, PaymentState.VOIDING);
        }
    }
}
