package dev.souk.order.checkout;

import static dev.souk.order.checkout.OrderFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes, in whatever order and however often. */
class OrderPropertyTests {

    @Property
    void onlyADeliveredOrderIsLeftAndOnlyByAReturn(@ForAll("anything") List<Trigger> triggers) {
        Order order = OrderFixtures.placed();
        OrderStatus ended = null;
        for (Trigger trigger : triggers) {
            answer(order, trigger);
            if (ended != null) {
                assertThat(order.status()).isIn(ended,
                        ended == OrderStatus.DELIVERED ? OrderStatus.RETURNED : ended);
            }
            ended = order.status().isTerminal() ? order.status() : null;
        }
    }

    @Property
    void theVersionCountsTheEvents(@ForAll("anything") List<Trigger> triggers) {
        Order order = Order.place(OrderFixtures.draft(OrderFixtures.VISA), NOON, OrderFixtures.HALF_AN_HOUR);
        for (Trigger trigger : triggers) {
            int before = order.unsaved().size();
            answer(order, trigger);
            assertThat(order.version()).isEqualTo(order.unsaved().size()).isGreaterThanOrEqualTo(before);
        }
    }

    @Property
    void theStreamTellsTheWholeOrder(@ForAll("anything") List<Trigger> triggers) {
        Order order = Order.place(OrderFixtures.draft(OrderFixtures.VISA), NOON, OrderFixtures.HALF_AN_HOUR);
        triggers.forEach(trigger -> answer(order, trigger));

        Order replayed = Order.replay(order.unsaved());

        assertThat(OrderView.of(replayed)).isEqualTo(OrderView.of(order));
        assertThat(replayed.lastFact()).isEqualTo(order.lastFact());
        assertThat(replayed.awaitsOthers()).isEqualTo(order.awaitsOthers());
        assertThat(replayed).usingRecursiveComparison().ignoringFields("unsaved").isEqualTo(order);
    }

    /** Each step is told by another instance, and no two of their clocks agree. */
    @Property
    void whatIsKnownOfAnyInstantIsTheBeginningOfTheStream(@ForAll("anything") List<Trigger> triggers,
            @ForAll Random clocks) {
        Order order = Order.place(OrderFixtures.draft(OrderFixtures.VISA), NOON, OrderFixtures.HALF_AN_HOUR);
        for (Trigger trigger : triggers) {
            Instant before = order.changedAt();
            int version = order.version();
            answer(order, trigger, NOON.plusSeconds(clocks.nextInt(-300, 300)));
            assertThat(order.unsaved().subList(version, order.version())).extracting(OrderEvent::occurredAt)
                    .allMatch(before::isBefore);
        }

        assertThat(order.unsaved()).extracting(OrderEvent::occurredAt).isSorted();
    }

    @Property
    void whatIsHeardAgainWritesNothingNew(@ForAll("anything") List<Trigger> triggers) {
        Order order = OrderFixtures.placed();
        for (Trigger trigger : triggers) {
            answer(order, trigger);
            order.saved();
            OrderStatus status = order.status();
            if (trigger instanceof Trigger.CancellationWish || trigger instanceof Trigger.ReturnRequested
                    || trigger instanceof Trigger.ReturnMoved) {
                continue; // who cancels again after a refusal means it, and a return says each of its steps once
            }
            answer(order, trigger);
            assertThat(order.unsaved()).as("%s twice while %s", trigger, status).isEmpty();
        }
    }

    @Property
    void noOrderIsEverConfirmedAfterItWasCancelled(@ForAll("anything") List<Trigger> triggers) {
        Order order = Order.place(OrderFixtures.draft(OrderFixtures.VISA), NOON, OrderFixtures.HALF_AN_HOUR);
        triggers.forEach(trigger -> answer(order, trigger));

        List<String> types = order.unsaved().stream().map(OrderEvent::type).toList();
        if (types.contains("OrderCancelled")) {
            assertThat(types).last().isEqualTo("OrderCancelled");
            assertThat(Collections.frequency(types, "OrderCancelled")).isEqualTo(1);
        }
    }

    /** The messages of a good order, each several times, shuffled, with a cancellation anywhere among them. */
    @Property
    void aGoodOrderEndsHoweverItsMessagesComeAndWhereverItIsCancelled(@ForAll Random random) {
        List<Trigger> messages = new ArrayList<>();
        for (Trigger message : List.of(OrderFixtures.STOCK_RESERVED, OrderFixtures.PAYMENT_RESERVED,
                OrderFixtures.SHIPMENT_CREATED, OrderFixtures.DISPATCHED, OrderFixtures.DELIVERED)) {
            messages.addAll(Collections.nCopies(1 + random.nextInt(3), message));
        }
        messages.add(OrderFixtures.CANCEL);
        Collections.shuffle(messages, random);

        Order order = OrderFixtures.placed();
        messages.forEach(message -> answer(order, message));

        assertThat(order.status()).isIn(OrderStatus.DELIVERED, OrderStatus.CANCELLED);
    }

    @Provide
    Arbitrary<List<Trigger>> anything() {
        return Arbitraries.of(OrderFixtures.TRIGGERS).list().ofMaxSize(30);
    }

    private static void answer(Order order, Trigger trigger) {
        answer(order, trigger, NOON);
    }

    private static void answer(Order order, Trigger trigger, Instant now) {
        try {
            order.answer(trigger, now);
        } catch (IllegalOrderTransition refused) {
            assertThat(trigger).isInstanceOf(Trigger.CancellationWish.class);
        } catch (NotReturnable refused) {
            assertThat(trigger).isInstanceOf(Trigger.ReturnRequested.class);
        }
    }
}
