package dev.souk.user.address;

/** There is no such address in the caller's address book; whether it is in another's is not told. */
public final class AddressNotFound extends RuntimeException {

    AddressNotFound(AddressId id) {
        super("There is no address " + id.value() + " in your address book");
    }
}
