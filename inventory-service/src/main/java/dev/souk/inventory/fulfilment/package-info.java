/** One order's goods: held, rejected, released, or sent out as shipments. */
@NullMarked
package dev.souk.inventory.fulfilment;

import org.jspecify.annotations.NullMarked;
