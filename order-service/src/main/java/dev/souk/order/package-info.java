/** Carts, checkout and the order: its one judge, its history and its announcements. */
@NullMarked
package dev.souk.order;

import org.jspecify.annotations.NullMarked;
