package dev.souk.local.check;

import static dev.souk.local.Service.INVENTORY;
import static dev.souk.local.Service.JOBS;
import static dev.souk.local.Service.NOTIFICATION;
import static dev.souk.local.Service.ORDER;
import static dev.souk.local.Service.PAYMENT;
import static dev.souk.local.Service.PRODUCT;
import static dev.souk.local.Service.USER;

import dev.souk.local.Service;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who hears of what.
 *
 * @param consumer in the inbox, and in Kafka's group
 * @param types that leave a trace in the inbox of the consumer; empty for all
 */
record Delivery(Service sender, String topic, Service listener, String consumer, Set<String> types) {

    /** All subscriptions of all services. */
    static final List<Delivery> ALL = List.of(
            of(ORDER, "orders", INVENTORY),
            of(ORDER, "orders", PAYMENT),
            of(ORDER, "orders", PRODUCT),
            of(ORDER, "orders", NOTIFICATION, "OrderCreated", "OrderConfirmed", "OrderCancelled"),
            of(INVENTORY, "reservations", ORDER, "StockReserved", "StockRejected"),
            of(INVENTORY, "reservations", PAYMENT),
            of(INVENTORY, "shipments", ORDER, "ShipmentCreated", "ShipmentDispatched", "ShipmentDelivered",
                    "ShipmentCancelled", "ShipmentCancellationRefused"),
            of(INVENTORY, "shipments", PAYMENT),
            of(INVENTORY, "shipments", NOTIFICATION, "ShipmentDispatched", "ShipmentDelivered"),
            of(INVENTORY, "stock", PRODUCT),
            of(INVENTORY, "shipments", ORDER, "ShipmentCreated", "ShipmentDispatched", "ShipmentDelivered",
                    "ShipmentCancelled").as("order-overview"),
            of(PAYMENT, "payments", ORDER, "PaymentReserved", "PaymentDeclined", "PaymentCaptured", "PaymentRefunded",
                    "PaymentAlarmRaised"),
            of(PAYMENT, "payments", INVENTORY, "PaymentCaptured"),
            of(PAYMENT, "payments", ORDER, "PaymentReserved", "PaymentDeclined", "PaymentVoided", "PaymentCaptured",
                    "PaymentRefunded").as("order-overview"),
            of(PAYMENT, "payments", NOTIFICATION, "PaymentDeclined"),
            of(USER, "users", ORDER, "UserDeleted"),
            of(USER, "users", PRODUCT, "UserDeleted"),
            of(USER, "users", NOTIFICATION, "UserDeleted"),
            of(USER, "mail-requests", NOTIFICATION, "MailRequested"));

    /** Most services call themselves in their inbox what stands in front of {@code -service}. */
    private static Delivery of(Service sender, String topic, Service listener, String... types) {
        return new Delivery(sender, topic, listener, listener.id().replace("-service", ""), Set.of(types));
    }

    private Delivery as(String otherConsumer) {
        return new Delivery(sender, topic, listener, otherConsumer, types);
    }

    /**
     * Looks at what was sent first: what is sent meanwhile is nobody's fault. A dead letter has not arrived, unless an operator
     * has decided that it need not.
     */
    static Finding allArrived(ServiceDatabases databases) {
        Set<String> discarded = databases.ids(JOBS, """
                select message_id || ' ' || consumer from dead_letter where status = 'DISCARDED'""");
        List<Set<String>> sent = ALL.stream().map(delivery -> delivery.sent(databases)).toList();
        List<String> missing = Stream.iterate(0, index -> index < ALL.size(), index -> index + 1)
                .flatMap(index -> ALL.get(index).missing(sent.get(index), discarded, databases))
                .limit(Look.SHOWN)
                .toList();
        return new Finding(sent.stream().mapToLong(Set::size).sum(), missing);
    }

    private Set<String> sent(ServiceDatabases databases) {
        String ofTypes = types.isEmpty()
                ? ""
                : " and type in (%s)"
                        .formatted(types.stream().map("'%s'"::formatted).collect(Collectors.joining(", ")));
        return databases.ids(sender,
                "select message_id from outbox where topic = '%s' and sent_at is not null".formatted(topic) + ofTypes);
    }

    private Stream<String> missing(Set<String> sent, Set<String> discarded, ServiceDatabases databases) {
        if (sent.isEmpty()) {
            return Stream.empty();
        }
        Set<String> seen = databases.ids(listener,
                "select message_id from inbox where consumer = '%s'".formatted(consumer));
        return sent.stream()
                .filter(id -> !seen.contains(id) && !discarded.contains(id + " " + consumer))
                .map(id -> "%s %s never reached %s of %s".formatted(topic, id, consumer, listener.id()));
    }
}
