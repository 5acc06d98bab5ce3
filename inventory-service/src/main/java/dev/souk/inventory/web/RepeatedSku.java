package dev.souk.inventory.web;

/** A request names one SKU twice, so that it is unclear how much is meant. */
final class RepeatedSku extends RuntimeException {

    RepeatedSku(String sku) {
        super("items names " + sku + " more than once: send one item with the sum");
    }
}
