package dev.souk.order.cart;

import java.util.List;
import java.util.Set;

/**
 * A cart at this moment.
 *
 * @param changes what differs from what was last shown of it
 * @param missing which facts are not known because a service does not answer; what is in the cart is true all the same
 */
public record RefreshedCart(List<CartItem> items, List<CartChange> changes, Set<Missing> missing) {

    public enum Missing {
        /** Titles, prices, and whether things are for sale. */
        PRICES,
        /** How much there is of at least one item. */
        AVAILABILITY
    }

    public RefreshedCart {
        items = List.copyOf(items);
        changes = List.copyOf(changes);
        missing = Set.copyOf(missing);
    }
}
