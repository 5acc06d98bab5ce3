package dev.souk.product.imports;

/** There is an import to work on; heard after its commit. */
record ImportRequested() {}
