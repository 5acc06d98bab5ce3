package dev.souk.order.returns;

/** There is no such return, or it belongs to somebody else: the two must look the same. */
public final class ReturnNotFound extends RuntimeException {

    ReturnNotFound(ReturnId id) {
        super("There is no return " + id + " for you");
    }
}
