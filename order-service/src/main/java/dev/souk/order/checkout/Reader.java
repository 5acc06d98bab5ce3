package dev.souk.order.checkout;

/** On whose behalf an order is read or cancelled: shoppers have their own, operators all. */
public record Reader(UserId userId, boolean operator) {

    public boolean maySee(UserId owner) {
        return operator || userId.equals(owner);
    }
}
