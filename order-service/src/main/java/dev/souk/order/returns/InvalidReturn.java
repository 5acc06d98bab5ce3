package dev.souk.order.returns;

/** What was asked for cannot come back. */
public final class InvalidReturn extends RuntimeException {

    private InvalidReturn(String message) {
        super(message);
    }

    static InvalidReturn notBought(String sku) {
        return new InvalidReturn("There is no " + sku + " in this order");
    }

    static InvalidReturn tooMany(String sku, int wanted, int left) {
        return new InvalidReturn("Return up to " + left + " pieces of " + sku + ", not " + wanted
                + ": the others have not been bought, or are in another return");
    }

    static InvalidReturn repeated(String sku) {
        return new InvalidReturn("Merge the two lines of " + sku);
    }
}
