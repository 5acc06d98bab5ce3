package dev.souk.product.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * One field of a product that is not what it was.
 *
 * @param field JSON pointer into the product, in which variants are found by their SKU: for example
 *        {@code /variants/MUG-1/listPrice/amount}
 * @param from null when it was not there; else a text, a number, a truth value, or a list or an object of these
 * @param to null when it is gone
 */
public record FieldChange(String field, @Nullable Object from, @Nullable Object to) {}
