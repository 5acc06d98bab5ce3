package dev.souk.order.checkout;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.souk.order.checkout.OrderEvent.*;

/**
 * What orders tell of a person, and how they forget it (GDPR, articles 15 and 17).
 *
 * <p>Personal are the address of the delivery, what somebody wrote when cancelling, and the token of the payment method. Of
 * the tables only the events hold them for good, so to forget is to rewrite those events where they stand: their type, version
 * and time stay, and so does what was ordered, what it cost and what became of it. The history stays readable, the state of
 * any instant can still be rebuilt, and {@code erased_at} says that an event is not as it was first written. The user's id
 * stays as well, and that of an operator; each leads to nobody once the account is gone.
 *
 * <p>The announcement of a new order carries the token too: in the outbox until sent messages are deleted
 * ({@code souk.messaging.outbox.keep-sent}), and in Kafka for as long as the topic keeps messages. A token of a provider pays
 * nothing by itself, and both forget it by age.
 *
 * <p>An order that has not ended is still to be delivered: it keeps its address, and forgets it in the transaction in which it
 * ends.
 */
@Service
public class PersonalData {

    /** @param notes what was written when the order was cancelled, or was to be, oldest first */
    public record PersonalOrder(OrderView order, DeliveryAddress shipTo, List<String> notes) {

        static PersonalOrder of(List<OrderEvent> stream) {
            Order order = Order.replay(stream);
            return new PersonalOrder(OrderView.of(order), order.shipTo(),
                    stream.stream().map(PersonalData::note).filter(Objects::nonNull).toList());
        }
    }

    private final Orders orders;
    private final DeletedUsers deletedUsers;
    private final Clock clock;

    PersonalData(Orders orders, DeletedUsers deletedUsers, Clock clock) {
        this.orders = orders;
        this.deletedUsers = deletedUsers;
        this.clock = clock;
    }

    /** A person's orders with all that is personal in them, newest first, beginning after the given one. */
    @Transactional(readOnly = true)
    public List<PersonalOrder> orders(UserId user, @Nullable OrderId after, int limit) {
        return orders.streamsOf(user, after, limit).stream().map(PersonalOrder::of).toList();
    }

    /** The account was deleted. Again, or before its last order is known here, does no harm. */
    @Transactional
    public void erase(UserId user, Instant deletedAt) {
        deletedUsers.add(user, deletedAt);
        orders.lockEnded(user).forEach(this::erase);
    }

    /** Whether the account was deleted: of such a person nothing new is written down. */
    @Transactional(readOnly = true)
    public boolean isForgotten(UserId user) {
        return deletedUsers.contains(user);
    }

    /**
     * The orders have ended in this transaction. Either it sees the deleted account here, or the deletion waits for it and sees
     * that they have ended.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void ended(List<Order> orders) {
        if (orders.isEmpty()) {
            return;
        }
        Set<UserId> deleted = deletedUsers.among(orders.stream().map(Order::userId).toList());
        orders.stream().filter(order -> deleted.contains(order.userId())).map(Order::id).forEach(this::erase);
    }

    private void erase(OrderId order) {
        orders.rewrite(order, PersonalData::withoutPerson, clock.instant());
    }

    /** A new event does not compile before somebody has decided what is personal in it. */
    static OrderEvent withoutPerson(OrderEvent event) {
        return switch (event) {
            case OrderCreated created -> new OrderCreated(created.orderId(), created.userId(), created.lines(),
                    created.charges(), created.total(), created.shipTo().withoutPerson(), null, created.occurredAt(),
                    created.expiresAt());
            case OrderCancellationRequested requested -> new OrderCancellationRequested(requested.orderId(),
                    requested.userId(), requested.reason(), null, requested.by(), requested.occurredAt());
            case OrderCancelled cancelled -> new OrderCancelled(cancelled.orderId(), cancelled.userId(),
                    cancelled.reason(), null, cancelled.by(), cancelled.occurredAt());
            case OrderStockReserved _,OrderPaymentDeclined _,OrderConfirmed _,OrderFulfilmentNoted _,OrderCancellationRefused _,OrderShipped _,OrderDelivered _,OrderReturnRequested _,OrderReturnApproved _,OrderReturnRejected _,OrderReturnReceived _,OrderReturnRefunded _,OrderReturned _ ->
                event;
        };
    }

    private static @Nullable String note(OrderEvent event) {
        return switch (event) {
            case OrderCancellationRequested requested -> requested.note();
            case OrderCancelled cancelled -> cancelled.note();
            default -> null;
        };
    }
}
