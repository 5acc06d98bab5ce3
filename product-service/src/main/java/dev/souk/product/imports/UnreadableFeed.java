package dev.souk.product.imports;

/** The file as a whole cannot be read; its lines no longer matter. */
final class UnreadableFeed extends RuntimeException {

    UnreadableFeed(String message) {
        super(message);
    }
}
