/** Arithmetic of money that is exact, or rounded by a rule that is written down. */
@NullMarked
package dev.souk.order.money;

import org.jspecify.annotations.NullMarked;
