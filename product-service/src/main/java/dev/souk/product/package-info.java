/** The catalogue and its search. */
@NullMarked
package dev.souk.product;

import org.jspecify.annotations.NullMarked;
