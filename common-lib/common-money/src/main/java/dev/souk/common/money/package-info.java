/** Exact amounts of money. */
@NullMarked
package dev.souk.common.money;

import org.jspecify.annotations.NullMarked;
