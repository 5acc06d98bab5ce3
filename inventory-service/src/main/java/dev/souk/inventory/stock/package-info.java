/** What lies on the shelves, by SKU and warehouse. */
@NullMarked
package dev.souk.inventory.stock;

import org.jspecify.annotations.NullMarked;
