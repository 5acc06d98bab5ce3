@NullMarked
package dev.souk.order.promotion;

import org.jspecify.annotations.NullMarked;
