package dev.souk.order.web;

import java.util.UUID;

/** The shopper has no such address. */
final class AddressNotFound extends RuntimeException {

    AddressNotFound(UUID addressId) {
        super("You have no address " + addressId);
    }
}
