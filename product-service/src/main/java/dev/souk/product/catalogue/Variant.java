package dev.souk.product.catalogue;

import dev.souk.common.money.Money;

/** One buyable form of a product. */
public record Variant(Sku sku, Money price, Attributes attributes) {}
