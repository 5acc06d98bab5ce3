package dev.souk.inventory.web;

/** A request names one SKU twice, so that it is unclear how much is meant. */
final class RepeatedSku extends RuntimeException {

    private final int index;

    /** @param index of the item that names the SKU again */
    RepeatedSku(int index) {
        super("names the SKU of an earlier item: send one item with the sum");
        this.index = index;
    }

    /** JSON pointer to the repetition. */
    String pointer() {
        return "/items/" + index + "/sku";
    }
}
