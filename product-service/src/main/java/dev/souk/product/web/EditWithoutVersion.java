package dev.souk.product.web;

/** An edit does not say which version it was made of. */
final class EditWithoutVersion extends RuntimeException {

    EditWithoutVersion() {
        super("send the ETag of what you have read as If-Match");
    }
}
