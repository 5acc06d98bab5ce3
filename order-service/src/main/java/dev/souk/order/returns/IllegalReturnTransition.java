package dev.souk.order.returns;

import java.util.Locale;

/** The return has gone another way. */
public final class IllegalReturnTransition extends RuntimeException {

    IllegalReturnTransition(ReturnId id, ReturnStatus status, ReturnStatus.Trigger trigger) {
        super("Return " + id + " is " + status + ": it is "
                + (status == ReturnStatus.REQUESTED ? "too early" : "too late")
                + " for its " + trigger.name().toLowerCase(Locale.ROOT));
    }
}
