@NullMarked
package dev.souk.order.flashsale;

import org.jspecify.annotations.NullMarked;
