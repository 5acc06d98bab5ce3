package dev.souk.order.pricing;

import java.util.Currency;

/** Nothing is sent to the country of the address, or not for this currency. */
public final class NotDeliverable extends RuntimeException {

    NotDeliverable(String country, Currency currency) {
        super("Orders in " + currency + " are not delivered to " + country + ": choose another address");
    }
}
