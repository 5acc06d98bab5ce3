package dev.souk.order.cart;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;

/**
 * What was last shown of an item of a cart.
 *
 * @param price  null when none was shown yet
 * @param sold   whether it was for sale
 * @param enough whether there were as many as wanted
 */
record LastSeen(@Nullable Money price, boolean sold, boolean enough) {

    /** Nobody puts into a cart what is not for sale, or hopes to wait for it. */
    static final LastSeen NEVER = new LastSeen(null, true, true);

    private static final String NOTHING = "-";

    /** As {@link #toText} wrote it; {@link #NEVER} for what another version may have written. */
    static LastSeen of(@Nullable String text) {
        String[] parts = text == null ? new String[0] : text.split(" ", -1);
        if (parts.length != 4) {
            return NEVER;
        }
        Money price = parts[0].equals(NOTHING) ? null : Money.of(Long.parseLong(parts[0]), parts[1]);
        return new LastSeen(price, Boolean.parseBoolean(parts[2]), Boolean.parseBoolean(parts[3]));
    }

    /** For example {@code 1999 USD true true}. */
    String toText() {
        String shown = price == null
                ? NOTHING + " " + NOTHING
                : price.amount() + " " + price.currency().getCurrencyCode();
        return shown + " " + sold + " " + enough;
    }

    /** What is to be told about an item. What is not known now is neither told nor forgotten. */
    List<CartChange> changesTo(CartItem item) {
        List<CartChange> changes = new ArrayList<>();
        Boolean soldNow = item.sellable();
        if (soldNow != null && soldNow != sold) {
            changes.add(CartChange.sold(item.sku(), soldNow));
        }
        if (price != null && item.unitPrice() != null && !item.unitPrice().equals(price)) {
            changes.add(CartChange.price(item.sku(), price, item.unitPrice()));
        }
        Boolean enoughNow = item.isEnough();
        if (enoughNow != null && enoughNow != enough && item.available() != null) {
            changes.add(CartChange.stock(item.sku(), enoughNow, item.available()));
        }
        return changes;
    }

    LastSeen now(CartItem item) {
        return new LastSeen(item.unitPrice() == null ? price : item.unitPrice(),
                item.sellable() == null ? sold : item.sellable(),
                item.isEnough() == null ? enough : item.isEnough());
    }
}
