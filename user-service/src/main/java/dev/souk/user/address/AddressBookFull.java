package dev.souk.user.address;

/** The account has as many addresses as one can have; one has to go before another comes. */
public final class AddressBookFull extends RuntimeException {

    AddressBookFull(int limit) {
        super("An address book holds %d addresses; delete one first".formatted(limit));
    }
}
