package dev.souk.product.search;

/** How the words of a search are taken. */
enum Match {

    /** Every product, when there are no words. */
    ALL,
    AS_TYPED,
    /** Only when no product has the words as typed. */
    MISTYPED
}
