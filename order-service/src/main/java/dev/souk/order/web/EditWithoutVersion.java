package dev.souk.order.web;

/** An edit does not say which version it was made of. */
final class EditWithoutVersion extends RuntimeException {

    EditWithoutVersion() {
        super("Send the ETag of what you have read as If-Match");
    }
}
