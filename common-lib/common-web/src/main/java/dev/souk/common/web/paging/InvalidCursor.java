package dev.souk.common.web.paging;

/** The cursor is not one that this collection gave out. */
public final class InvalidCursor extends RuntimeException {

    InvalidCursor() {
        super("cursor is not one that this collection gave out; leave it away to start from the first page");
    }
}
