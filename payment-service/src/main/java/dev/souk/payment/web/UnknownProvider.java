package dev.souk.payment.web;

/** A webhook of a provider that does not move our money. */
final class UnknownProvider extends RuntimeException {

    UnknownProvider(String provider) {
        super("No provider of that name is configured: " + provider);
    }
}
