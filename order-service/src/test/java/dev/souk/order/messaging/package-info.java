@NullMarked
package dev.souk.order.messaging;

import org.jspecify.annotations.NullMarked;
