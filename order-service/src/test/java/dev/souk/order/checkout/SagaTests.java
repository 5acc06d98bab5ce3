package dev.souk.order.checkout;

import static dev.souk.order.checkout.OrderFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One order among models of the other services, in every possible course: each message arrives at any time after it was said,
 * in any order, two of them twice, and the shopper cancels or time runs out anywhere. However it goes, it ends, nobody meets
 * what cannot be, and the goods and the money are where the order says.
 *
 * <p>The order is the real one. The models are the tables of inventory and payment, reduced to one line and one method.
 */
class SagaTests {

    private static final int DUPLICATES = 2;

    /** What can be under way, and to whom. */
    enum Message {
        CREATED_TO_INVENTORY,
        CREATED_TO_PAYMENT,
        CONFIRMED_TO_INVENTORY,
        CANCELLED_TO_INVENTORY,
        CANCELLED_TO_PAYMENT,
        CANCELLATION_REQUESTED_TO_INVENTORY,
        STOCK_RESERVED_TO_ORDER,
        STOCK_RESERVED_TO_PAYMENT,
        STOCK_REJECTED_TO_ORDER,
        SHIPMENT_CREATED_TO_ORDER,
        SHIPMENT_CREATED_TO_PAYMENT,
        SHIPMENT_DISPATCHED_TO_ORDER,
        SHIPMENT_DELIVERED_TO_ORDER,
        SHIPMENT_CANCELLED_TO_ORDER,
        CANCELLATION_REFUSED_TO_ORDER,
        PAYMENT_RESERVED_TO_ORDER,
        PAYMENT_DECLINED_TO_ORDER
    }

    enum Inventory {
        UNKNOWN,
        CONFIRMED_EARLY,
        CANCELLED_EARLY,
        HELD,
        REJECTED,
        RELEASED,
        COMMITTED,
        DISPATCHED,
        DELIVERED,
        WITHDRAWN;

        boolean hasLetGo() {
            return this == CANCELLED_EARLY || this == REJECTED || this == RELEASED || this == WITHDRAWN;
        }
    }

    enum Payment {
        UNKNOWN,
        REQUESTED,
        ASKING,
        ABANDONING,
        AUTHORISED,
        CAPTURED,
        DECLINED,
        VOIDED,
        REFUNDED
    }

    /** How the outer world is. */
    enum World {
        ALL_IS_WELL(true, true),
        OUT_OF_STOCK(false, true),
        DECLINED(true, false);

        private final boolean inStock;
        private final boolean approved;

        World(boolean inStock, boolean approved) {
            this.inStock = inStock;
            this.approved = approved;
        }
    }

    /** Everything that is, at some moment. */
    private record Moment(List<OrderEvent> order, Inventory inventory, Payment payment, boolean stockKnown,
            boolean shipmentKnown, Set<Message> underWay, int duplicates, boolean cancelled, boolean timedOut) {}

    @ParameterizedTest
    @EnumSource(World.class)
    void howeverItsMessagesComeAnOrderEndsAsItMust(World world) {
        Set<Moment> seen = new HashSet<>();
        Deque<Moment> open = new ArrayDeque<>();
        Set<OrderStatus> ends = EnumSet.noneOf(OrderStatus.class);
        open.add(beginning());
        while (!open.isEmpty()) {
            Moment moment = open.pop();
            if (!seen.add(moment)) {
                continue;
            }
            List<Moment> next = new Courses(world, moment).next();
            if (next.isEmpty()) {
                ends.add(assertItEndedWell(moment));
            }
            open.addAll(next);
        }

        assertThat(seen).hasSizeGreaterThan(100);
        assertThat(ends).isEqualTo(world == World.ALL_IS_WELL
                ? EnumSet.of(OrderStatus.DELIVERED, OrderStatus.CANCELLED)
                : EnumSet.of(OrderStatus.CANCELLED));
    }

    private static Moment beginning() {
        Order placed = Order.place(OrderFixtures.draft(OrderFixtures.VISA), NOON, OrderFixtures.HALF_AN_HOUR);
        return new Moment(placed.unsaved(), Inventory.UNKNOWN, Payment.UNKNOWN, false, false,
                EnumSet.of(Message.CREATED_TO_INVENTORY, Message.CREATED_TO_PAYMENT), DUPLICATES, false, false);
    }

    private static OrderStatus assertItEndedWell(Moment end) {
        OrderStatus status = Order.replay(end.order()).status();
        assertThat(status).as(end.toString()).isIn(OrderStatus.DELIVERED, OrderStatus.CANCELLED);
        if (status == OrderStatus.DELIVERED) {
            assertThat(end.inventory()).as(end.toString()).isEqualTo(Inventory.DELIVERED);
            assertThat(end.payment()).as(end.toString()).isEqualTo(Payment.CAPTURED);
        } else {
            assertThat(end.inventory().hasLetGo()).as(end.toString()).isTrue();
            assertThat(end.payment()).as(end.toString()).isIn(Payment.VOIDED, Payment.REFUNDED);
        }
        return status;
    }

    /** All that can happen next. */
    private static final class Courses {

        private final World world;
        private final Moment now;
        private final List<Moment> next = new ArrayList<>();
        private List<OrderEvent> order;
        private Inventory inventory;
        private Payment payment;
        private boolean stockKnown;
        private boolean shipmentKnown;
        private Set<Message> underWay;

        Courses(World world, Moment now) {
            this.world = world;
            this.now = now;
            order = now.order();
            inventory = now.inventory();
            payment = now.payment();
            underWay = EnumSet.noneOf(Message.class);
        }

        List<Moment> next() {
            for (Message message : now.underWay()) {
                course(message, now.duplicates(), now.cancelled(), now.timedOut(), () -> arrive(message));
                if (now.duplicates() > 0) {
                    course(null, now.duplicates() - 1, now.cancelled(), now.timedOut(), () -> arrive(message));
                }
            }
            if (!now.cancelled()) {
                course(null, now.duplicates(), true, now.timedOut(), () -> tell(OrderFixtures.CANCEL));
            }
            OrderStatus status = Order.replay(now.order()).status();
            if (!now.timedOut() && (status == OrderStatus.PENDING || status == OrderStatus.AWAITING_PAYMENT)) {
                course(null, now.duplicates(), now.cancelled(), true, () -> tell(OrderFixtures.UNPAID));
            }
            if (now.inventory() == Inventory.COMMITTED) {
                course(null, now.duplicates(), now.cancelled(), now.timedOut(),
                        () -> inventory(Inventory.DISPATCHED, Message.SHIPMENT_DISPATCHED_TO_ORDER));
            }
            if (now.inventory() == Inventory.DISPATCHED) {
                course(null, now.duplicates(), now.cancelled(), now.timedOut(),
                        () -> inventory(Inventory.DELIVERED, Message.SHIPMENT_DELIVERED_TO_ORDER));
            }
            if (now.payment() == Payment.ASKING || now.payment() == Payment.ABANDONING) {
                course(null, now.duplicates(), now.cancelled(), now.timedOut(), this::providerAnswers);
            }
            return next;
        }

        private void course(@Nullable Message gone, int duplicates, boolean cancelled, boolean timedOut,
                Runnable step) {
            order = now.order();
            inventory = now.inventory();
            payment = now.payment();
            stockKnown = now.stockKnown();
            shipmentKnown = now.shipmentKnown();
            underWay = EnumSet.noneOf(Message.class);
            underWay.addAll(now.underWay());
            if (gone != null) {
                underWay.remove(gone);
            }
            step.run();
            next.add(new Moment(order, inventory, payment, stockKnown, shipmentKnown, underWay, duplicates, cancelled,
                    timedOut));
        }

        private void arrive(Message message) {
            switch (message) {
                case STOCK_RESERVED_TO_ORDER -> tell(OrderFixtures.STOCK_RESERVED);
                case STOCK_REJECTED_TO_ORDER -> tell(OrderFixtures.STOCK_REJECTED);
                case SHIPMENT_CREATED_TO_ORDER -> tell(OrderFixtures.SHIPMENT_CREATED);
                case SHIPMENT_DISPATCHED_TO_ORDER -> tell(OrderFixtures.DISPATCHED);
                case SHIPMENT_DELIVERED_TO_ORDER -> tell(OrderFixtures.DELIVERED);
                case SHIPMENT_CANCELLED_TO_ORDER -> tell(OrderFixtures.SHIPMENT_CANCELLED);
                case CANCELLATION_REFUSED_TO_ORDER -> tell(OrderFixtures.CANCELLATION_REFUSED);
                case PAYMENT_RESERVED_TO_ORDER -> tell(OrderFixtures.PAYMENT_RESERVED);
                case PAYMENT_DECLINED_TO_ORDER -> tell(OrderFixtures.DECLINED_FOR_GOOD);
                case CREATED_TO_INVENTORY, CONFIRMED_TO_INVENTORY, CANCELLED_TO_INVENTORY,
                        CANCELLATION_REQUESTED_TO_INVENTORY ->
                    arriveAtInventory(message);
                case CREATED_TO_PAYMENT, CANCELLED_TO_PAYMENT, STOCK_RESERVED_TO_PAYMENT,
                        SHIPMENT_CREATED_TO_PAYMENT ->
                    arriveAtPayment(message);
            }
        }

        private void tell(Trigger trigger) {
            Order told = Order.replay(order);
            Reaction reaction;
            try {
                reaction = told.answer(trigger, NOON);
            } catch (IllegalOrderTransition tooLate) {
                return;
            }
            assertThat(reaction).as("%s in %s", trigger.name(), now).isNotEqualTo(Reaction.ALARM);
            told.unsaved().forEach(this::announce);
            if (reaction == Reaction.REPEAT) {
                announce(told.lastFact());
            }
            order = new ArrayList<>(order);
            order.addAll(told.unsaved());
        }

        private void announce(OrderEvent event) {
            switch (event) {
                case OrderEvent.OrderConfirmed _ -> say(Message.CONFIRMED_TO_INVENTORY);
                case OrderEvent.OrderCancellationRequested _ -> say(Message.CANCELLATION_REQUESTED_TO_INVENTORY);
                case OrderEvent.OrderCancelled _ -> say(Message.CANCELLED_TO_INVENTORY, Message.CANCELLED_TO_PAYMENT);
                default -> {
                }
            }
        }

        private void arriveAtInventory(Message message) {
            switch (inventory) {
                case UNKNOWN -> {
                    switch (message) {
                        case CREATED_TO_INVENTORY -> hold();
                        case CONFIRMED_TO_INVENTORY -> inventory(Inventory.CONFIRMED_EARLY);
                        case CANCELLED_TO_INVENTORY -> inventory(Inventory.CANCELLED_EARLY);
                        default -> inventory(Inventory.WITHDRAWN, Message.SHIPMENT_CANCELLED_TO_ORDER);
                    }
                }
                case CONFIRMED_EARLY -> {
                    switch (message) {
                        case CREATED_TO_INVENTORY -> {
                            hold();
                            commit();
                        }
                        case CONFIRMED_TO_INVENTORY -> {
                        }
                        case CANCELLED_TO_INVENTORY -> cannotBe(message);
                        default -> inventory(Inventory.WITHDRAWN, Message.SHIPMENT_CANCELLED_TO_ORDER);
                    }
                }
                case HELD -> {
                    switch (message) {
                        case CREATED_TO_INVENTORY -> hold();
                        case CONFIRMED_TO_INVENTORY -> commit();
                        case CANCELLED_TO_INVENTORY -> inventory(Inventory.RELEASED);
                        default -> inventory(Inventory.WITHDRAWN, Message.SHIPMENT_CANCELLED_TO_ORDER);
                    }
                }
                case COMMITTED, DISPATCHED, DELIVERED -> {
                    switch (message) {
                        case CANCELLED_TO_INVENTORY -> cannotBe(message);
                        case CANCELLATION_REQUESTED_TO_INVENTORY -> {
                            if (inventory == Inventory.COMMITTED) {
                                inventory(Inventory.WITHDRAWN, Message.SHIPMENT_CANCELLED_TO_ORDER);
                            } else {
                                say(Message.CANCELLATION_REFUSED_TO_ORDER);
                            }
                        }
                        default -> {
                        }
                    }
                }
                case WITHDRAWN -> {
                    if (message == Message.CANCELLATION_REQUESTED_TO_INVENTORY) {
                        say(Message.SHIPMENT_CANCELLED_TO_ORDER);
                    }
                }
                case CANCELLED_EARLY, REJECTED, RELEASED -> {
                    if (message == Message.CONFIRMED_TO_INVENTORY) {
                        cannotBe(message);
                    }
                }
            }
        }

        private void hold() {
            if (world.inStock) {
                inventory(Inventory.HELD, Message.STOCK_RESERVED_TO_ORDER, Message.STOCK_RESERVED_TO_PAYMENT);
            } else {
                inventory(Inventory.REJECTED, Message.STOCK_REJECTED_TO_ORDER);
            }
        }

        private void commit() {
            inventory(Inventory.COMMITTED, Message.SHIPMENT_CREATED_TO_ORDER, Message.SHIPMENT_CREATED_TO_PAYMENT);
        }

        private void inventory(Inventory state, Message... messages) {
            inventory = state;
            say(messages);
        }

        private void arriveAtPayment(Message message) {
            switch (message) {
                case CREATED_TO_PAYMENT -> payment = payment == Payment.UNKNOWN ? Payment.REQUESTED : payment;
                case STOCK_RESERVED_TO_PAYMENT -> stockKnown = true;
                case SHIPMENT_CREATED_TO_PAYMENT -> shipmentKnown = true;
                default -> payment = switch (payment) {
                    case UNKNOWN, REQUESTED, DECLINED, AUTHORISED, VOIDED -> Payment.VOIDED;
                    case ASKING, ABANDONING -> Payment.ABANDONING;
                    case CAPTURED, REFUNDED -> Payment.REFUNDED;
                };
            }
            if (payment == Payment.REQUESTED && stockKnown) {
                payment = Payment.ASKING;
            }
            capture();
        }

        private void providerAnswers() {
            if (payment == Payment.ABANDONING) {
                payment = Payment.VOIDED;
            } else if (world.approved) {
                payment = Payment.AUTHORISED;
                say(Message.PAYMENT_RESERVED_TO_ORDER);
                capture();
            } else {
                payment = Payment.DECLINED;
                say(Message.PAYMENT_DECLINED_TO_ORDER);
            }
        }

        private void capture() {
            if (payment == Payment.AUTHORISED && shipmentKnown) {
                payment = Payment.CAPTURED;
            }
        }

        private void say(Message... messages) {
            underWay.addAll(List.of(messages));
        }

        private void cannotBe(Message message) {
            throw new AssertionError(message + " cannot be in " + now);
        }
    }
}
