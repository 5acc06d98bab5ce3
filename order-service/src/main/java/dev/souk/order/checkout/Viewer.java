package dev.souk.order.checkout;

/**
 * Who asks about an order: shoppers see their own, operators all.
 *
 * @param operator whether that person runs the shop
 */
public record Viewer(UserId userId, boolean operator) {

    boolean maySee(UserId owner) {
        return operator || owner.equals(userId);
    }
}
