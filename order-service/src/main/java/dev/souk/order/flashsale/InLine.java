package dev.souk.order.flashsale;

import java.time.Duration;

/** All pieces of a flash sale are spoken for, but may come free: the shopper has a place in the line and should come again. */
public final class InLine extends RuntimeException {

    private final long position;
    private final Duration retryAfter;

    InLine(String sku, long position, Duration retryAfter) {
        super("You are number " + position + " in the line for " + sku + ": send the same order again after the time in"
                + " Retry-After; who does not come again loses the place");
        this.position = position;
        this.retryAfter = retryAfter;
    }

    /** 1 for who is next. */
    public long position() {
        return position;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
