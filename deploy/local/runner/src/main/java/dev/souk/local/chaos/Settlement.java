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
 * pay, or whose money the provider refuses to take.
 */
final class Settlement {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Platform platform;
    private final Customer operator;
    private final Set<String> cancelled = new LinkedHashSet<>();

    Settlement(Platform platform, Customer operator) {
        this.platform = platform;
        this.operator = operator;
    }

    /** @param payment as payment-service has it; null when it has not heard of the order */
    record OrderState(String id, String status, @Nullable String reason, boolean awaitsOthers,
            @Nullable String payment) {

        /** Nothing more will happen to it unless somebody asks for it. */
        boolean hasEnded() {
            return switch (status) {
                case "PENDING", "AWAITING_PAYMENT", "CANCELLING" -> false;
                case "CONFIRMED" -> "CAPTURED".equals(payment);
                default -> !awaitsOthers;
            };
        }

        boolean waitsForPerson() {
            return status.equals("AWAITING_PAYMENT") && !awaitsOthers
                    || status.equals("CONFIRMED") && "CAPTURE_FAILED".equals(payment);
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

    Settled await(Duration patience) {
        long begin = System.nanoTime();
        while (true) {
            List<OrderState> open = orders().values().stream().filter(order -> !order.hasEnded()).toList();
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            if (open.isEmpty() || took.compareTo(patience) > 0) {
                return new Settled(took, open);
            }
            open.stream().filter(OrderState::waitsForPerson).map(OrderState::id).filter(cancelled::add)
                    .forEach(order -> Thread.ofVirtual().start(() -> operator.cancel(order)));
            Pauses.of(LOOK_AGAIN);
        }
    }

    /** All there are, by id. */
    Map<String, OrderState> orders() {
        try (ServiceDatabases databases = new ServiceDatabases(platform::database)) {
            Map<String, String> payments = databases.query(Service.PAYMENT, "select order_id, state from payment",
                    rows -> {
                        Map<String, String> states = new HashMap<>();
                        while (rows.next()) {
                            states.put(rows.getString(1), rows.getString(2));
                        }
                        return states;
                    });
            return databases.query(Service.ORDER,
                    "select id, status, cancellation_reason, awaits_others from orders order by id", rows -> {
                        Map<String, OrderState> orders = new LinkedHashMap<>();
                        while (rows.next()) {
                            String id = Objects.requireNonNull(rows.getString(1));
                            orders.put(id, new OrderState(id, Objects.requireNonNull(rows.getString(2)),
                                    rows.getString(3), rows.getBoolean(4), payments.get(id)));
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
