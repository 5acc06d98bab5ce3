package dev.souk.order.cart;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a cart outlives its last use; looking at it is a use.
 *
 * @param guestKeptFor   of somebody who has not signed in and may never come back
 * @param shopperKeptFor of an account
 */
@ConfigurationProperties("souk.cart")
record CartProperties(@DefaultValue("14d") Duration guestKeptFor, @DefaultValue("90d") Duration shopperKeptFor) {

    CartProperties {
        if (guestKeptFor.toSeconds() < 1 || shopperKeptFor.toSeconds() < 1) {
            throw new IllegalArgumentException("souk.cart.guest-kept-for and shopper-kept-for are durations like 14d");
        }
    }

    Duration keptFor(CartOwner owner) {
        return switch (owner) {
            case CartOwner.Guest _ -> guestKeptFor;
            case CartOwner.Shopper _ -> shopperKeptFor;
        };
    }
}
