package dev.souk.order.invoice;

import dev.souk.order.checkout.OrderId;

/** There is no document, or none yet. */
public final class InvoiceNotFound extends RuntimeException {

    private InvoiceNotFound(String message) {
        super(message);
    }

    static InvoiceNotFound notPaid(OrderId order) {
        return new InvoiceNotFound("Order " + order + " gets its invoice once the money was taken");
    }

    static InvoiceNotFound neverPaid(OrderId order) {
        return new InvoiceNotFound("Order " + order + " was cancelled before the money was taken: it has no invoice");
    }

    static InvoiceNotFound inTheMaking(OrderId order) {
        return new InvoiceNotFound("The invoice of order " + order + " is being made: ask again in a moment");
    }
}
