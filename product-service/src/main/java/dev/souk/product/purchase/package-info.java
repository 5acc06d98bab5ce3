/** Who bought what, and what follows from it: what is in demand, and what a shopper may like. */
@NullMarked
package dev.souk.product.purchase;

import org.jspecify.annotations.NullMarked;
