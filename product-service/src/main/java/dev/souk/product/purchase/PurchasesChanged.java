package dev.souk.product.purchase;

/** Purchases were counted or taken back; heard after the commit. */
record PurchasesChanged() {}
