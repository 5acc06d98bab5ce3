@NullMarked
package dev.souk.order.checkout;

import org.jspecify.annotations.NullMarked;
