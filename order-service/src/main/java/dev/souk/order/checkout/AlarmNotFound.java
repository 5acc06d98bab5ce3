package dev.souk.order.checkout;

/** There is no such alarm, or it was acknowledged so long ago that it is forgotten. */
public final class AlarmNotFound extends RuntimeException {

    AlarmNotFound(long id) {
        super("There is no alarm " + id);
    }
}
