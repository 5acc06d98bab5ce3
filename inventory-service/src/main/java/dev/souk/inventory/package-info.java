/** Stock, reservations and shipments. */
@NullMarked
package dev.souk.inventory;

import org.jspecify.annotations.NullMarked;
