package dev.souk.common.web.paging;

/** {@code size} is not a whole number from 1 to 100. */
public final class InvalidPageSize extends RuntimeException {

    InvalidPageSize() {
        super("size must be a whole number from 1 to 100");
    }
}
