@NullMarked
package dev.souk.order.invoice;

import org.jspecify.annotations.NullMarked;
