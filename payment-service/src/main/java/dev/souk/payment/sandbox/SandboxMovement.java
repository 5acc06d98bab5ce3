package dev.souk.payment.sandbox;

import java.time.Instant;

import dev.souk.common.money.Money;

/** A line of the statement. */
public record SandboxMovement(String reference, Kind kind, String authorisation, Money amount, Instant movedAt) {

    /** Towards the merchant, or back to the shopper. */
    public enum Kind {
        CAPTURE,
        REFUND
    }
}
