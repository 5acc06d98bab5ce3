/** The stored form of the order's events. */
@NullMarked
package dev.souk.order.store;

import org.jspecify.annotations.NullMarked;
