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

    static InvalidReturn notSent(String sku, int sent) {
        return new InvalidReturn(
                "Only " + sent + " pieces of " + sku + " have left the warehouse so far: ask again for "
                        + "the others when their parcel is on its way");
    }

    static InvalidReturn repeated(String sku) {
        return new InvalidReturn("Merge the two lines of " + sku);
    }
}
