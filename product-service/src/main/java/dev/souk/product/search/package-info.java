/** The search index: how it follows the catalogue, and how shoppers ask it. */
@NullMarked
package dev.souk.product.search;

import org.jspecify.annotations.NullMarked;
