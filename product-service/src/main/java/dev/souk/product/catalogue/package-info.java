/** Products, variants and categories: the rules and the tables. */
@NullMarked
package dev.souk.product.catalogue;

import org.jspecify.annotations.NullMarked;
