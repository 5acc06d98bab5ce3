package dev.souk.inventory.messaging;

import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.souk.inventory.fulfilment.OrderId;
import dev.souk.inventory.fulfilment.ShipmentService;

/** Reads what payment-service says; the record is the part of its event that matters here. */
@Component
class PaymentsListener {

    record PaymentCaptured(UUID orderId) {}

    private final ShipmentService shipments;

    PaymentsListener(ShipmentService shipments) {
        this.shipments = shipments;
    }

    void captured(PaymentCaptured event) {
        shipments.captured(new OrderId(event.orderId()));
    }
}
