package dev.souk.product.catalogue;

/** Something that search shows was changed; published inside the transaction that changes it, heard after its commit. */
public record CatalogueChanged() {}
