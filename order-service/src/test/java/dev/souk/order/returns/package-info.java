@NullMarked
package dev.souk.order.returns;

import org.jspecify.annotations.NullMarked;
