@NullMarked
package dev.souk.order.pricing;

import org.jspecify.annotations.NullMarked;
