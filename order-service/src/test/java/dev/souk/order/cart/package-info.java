@NullMarked
package dev.souk.order.cart;

import org.jspecify.annotations.NullMarked;
