package dev.souk.order.cart;

import java.util.UUID;

/** Whose cart it is. */
public sealed interface CartOwner {

    record Shopper(UUID userId) implements CartOwner {

        @Override
        public String key() {
            return "souk:cart:shopper:" + userId;
        }
    }

    /**
     * Somebody who has not signed in. Whoever knows the id has the cart, so it must be a random one.
     *
     * @param cartId a UUIDv4
     */
    record Guest(UUID cartId) implements CartOwner {

        private static final int RANDOM = 4;

        public Guest {
            if (cartId.version() != RANDOM) {
                throw new InvalidCartId();
            }
        }

        @Override
        public String key() {
            return "souk:cart:guest:" + cartId;
        }
    }

    String key();

    /** Of something that belongs to the cart, kept on the same node of a cluster. */
    default String key(String part) {
        return "{" + key() + "}:" + part;
    }
}
