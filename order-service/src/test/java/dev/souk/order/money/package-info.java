@NullMarked
package dev.souk.order.money;

import org.jspecify.annotations.NullMarked;
