package dev.souk.product.imports;

/** No feed is registered by that name. */
public final class FeedNotFound extends RuntimeException {

    FeedNotFound(String name) {
        super("no feed is registered as " + name);
    }
}
