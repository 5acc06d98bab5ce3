package dev.souk.inventory.fulfilment;

/** Goods whose money was not taken, as far as is known here, do not leave. */
public final class PaymentNotCaptured extends RuntimeException {

    PaymentNotCaptured(Shipment shipment) {
        super("Shipment " + shipment.id() + " must not leave yet: the money for it was not taken. Repeat the request "
                + "shortly. If GET /api/v1/orders/" + shipment.orderId() + "/payment shows a refusal, have the money "
                + "captured with POST /api/v1/payments/{id}/capture, or cancel the order");
    }
}
