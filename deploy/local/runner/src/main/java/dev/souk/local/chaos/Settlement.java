package dev.souk.local.chaos;

import dev.souk.local.Pauses;
import dev.souk.local.Platform;
import dev.souk.local.Service;
import dev.souk.local.check.ServiceDatabases;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Waits until every order has ended. An order that waits for a person by design is cancelled: one that its shopper does not
 * pay, or whose money the provider refuses to take again and again. Whatever else stands still is stuck.
 */
final class Settlement {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    /** The provider takes the money of {@code tok_capture_fails_twice} at the third time. */
    private static final int REFUSALS_THAT_MAY_PASS = 2;

    private final Platform platform;
    private final Customer operator;
    private final Set<String> cancelled = new LinkedHashSet<>();

    Settlement(Platform platform, Customer operator) {
        this.platform = platform;
        this.operator = operator;
    }

    /**
     * @param payment as payment-service has it; null when it has not heard of the order
     * @param refusals of the provider, one after the other
     */
    record OrderState(String id, String status, @Nullable String reason, boolean awaitsOthers,
            @Nullable String payment, int refusals) {

        /** Nothing more will happen to it unless somebody asks for it. */
        boolean hasEnded() {
            return switch (status) {
                case "PENDING", "AWAITING_PAYMENT", "CANCELLING" -> false;
                case "CONFIRMED" -> "CAPTURED".equals(payment);
                default -> !awaitsOthers;
            };
        }

        /** What payment goes on with by itself, or has done and order has not heard of, is no person's turn. */
        boolean waitsForPerson() {
            return switch (status) {
                case "AWAITING_PAYMENT" -> !awaitsOthers && "PAYABLE".equals(payment);
                case "CONFIRMED" -> "CAPTURE_FAILED".equals(payment) && refusals > REFUSALS_THAT_MAY_PASS;
                default -> false;
            };
        }

        String outcome() {
            return reason == null || !status.equals("CANCELLED") ? status : status + " " + reason;
        }
    }

    /**
     * @param took until every order had ended, or until patience was lost
     * @param open those that had not
     */
    record Settled(Duration took, List<OrderState> open) {}

    /**
     * To be called when no shopper is there any more.
     *
     * @param since in {@link System#nanoTime()}: what the time that it took counts from
     */
    Settled await(long since, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            List<OrderState> open = orders().values().stream().filter(order -> !order.hasEnded()).toList();
            if (open.isEmpty() || System.nanoTime() > deadline) {
                return new Settled(Duration.ofNanos(System.nanoTime() - since), open);
            }
            open.stream().filter(OrderState::waitsForPerson).map(OrderState::id).filter(cancelled::add)
                    .forEach(order -> Thread.ofVirtual().start(() -> operator.cancel(order)));
            Pauses.of(LOOK_AGAIN);
        }
    }

    private record PaymentState(String name, int refusals) {}

    /** All there are, by id. */
    Map<String, OrderState> orders() {
        try (ServiceDatabases databases = new ServiceDatabases(platform::database)) {
            Map<String, PaymentState> payments = databases.query(Service.PAYMENT,
                    "select order_id, state, refusals from payment", rows -> {
                        Map<String, PaymentState> states = new HashMap<>();
                        while (rows.next()) {
                            states.put(rows.getString(1), new PaymentState(rows.getString(2), rows.getInt(3)));
                        }
                        return states;
                    });
            return databases.query(Service.ORDER,
                    "select id, status, cancellation_reason, awaits_others from orders order by id", rows -> {
                        Map<String, OrderState> orders = new LinkedHashMap<>();
                        while (rows.next()) {
                            String id = Objects.requireNonNull(rows.getString(1));
                            PaymentState payment = payments.get(id);
                            orders.put(id, new OrderState(id, Objects.requireNonNull(rows.getString(2)),
                                    rows.getString(3), rows.getBoolean(4), payment == null ? null : payment.name(),
                                    payment == null ? 0 : payment.refusals()));
                        }
                        return orders;
                    });
        }
    }

    /** How many came out how, but for those that there were before. */
    Map<String, Integer> outcomes(Set<String> before) {
        Map<String, Integer> outcomes = new TreeMap<>();
        orders().values().stream().filter(order -> !before.contains(order.id()))
                .forEach(order -> outcomes.merge(order.outcome(), 1, Integer::sum));
        return outcomes;
    }
}
