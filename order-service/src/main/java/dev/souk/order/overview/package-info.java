/** Orders as operators look for them, with what payment and inventory have said of them (ADR 21). */
@NullMarked
package dev.souk.order.overview;

import org.jspecify.annotations.NullMarked;
