package dev.souk.payment.web;

/** A request names a currency that ISO 4217 does not know. */
final class UnknownCurrency extends RuntimeException {

    UnknownCurrency(String code) {
        super("amount.currency " + code + " is not an ISO 4217 currency");
    }
}
