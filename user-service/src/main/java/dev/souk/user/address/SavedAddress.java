package dev.souk.user.address;

/** An address in somebody's address book. */
public record SavedAddress(AddressId id, PostalAddress address) {}
