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
            of(INVENTORY, "reservations", ORDER),
            of(INVENTORY, "reservations", PAYMENT),
            of(INVENTORY, "shipments", ORDER),
            of(INVENTORY, "shipments", PAYMENT),
            of(INVENTORY, "shipments", NOTIFICATION, "ShipmentDispatched", "ShipmentDelivered"),
            of(INVENTORY, "stock", PRODUCT),
            of(INVENTORY, "shipments", ORDER).as("order-overview"),
            of(PAYMENT, "payments", ORDER),
            of(PAYMENT, "payments", INVENTORY, "PaymentCaptured"),
            of(PAYMENT, "payments", ORDER).as("order-overview"),
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
        List<Finding> findings = ALL.stream().map(delivery -> delivery.arrived(databases, discarded)).toList();
        return new Finding(findings.stream().mapToLong(Finding::lookedAt).sum(),
                findings.stream().flatMap(finding -> finding.offenders().stream()).limit(Look.SHOWN).toList());
    }

    private Finding arrived(ServiceDatabases databases, Set<String> discarded) {
        String ofTypes = types.isEmpty()
                ? ""
                : " and type in (%s)"
                        .formatted(types.stream().map("'%s'"::formatted).collect(Collectors.joining(", ")));
        try (SortedIds sent = new SortedIds(databases, List.of(sender), """
                select message_id, topic from outbox where topic = '%s' and sent_at is not null%s
                 order by message_id""".formatted(topic, ofTypes));
                SortedIds seen = new SortedIds(databases, List.of(listener), """
                        select message_id, consumer from inbox where consumer = '%s' order by message_id"""
                        .formatted(consumer))) {
            return sent.missingIn(seen, id -> discarded.contains(id.id() + " " + consumer),
                    id -> "%s %s never reached %s of %s".formatted(topic, id.id(), consumer, listener.id()));
        }
    }

    /** Whether a consumer notes messages of any type of this topic, and so also those that it has no use for and does not read. */
    static boolean notesUnread(Service service, String consumer, String topic) {
        return ALL.stream().anyMatch(delivery -> delivery.listener() == service && delivery.consumer().equals(consumer)
                && delivery.topic().equals(topic) && delivery.types().isEmpty());
    }
}
