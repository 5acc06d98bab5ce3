/** The written forms of what happens to an order: in its own stream, to the other services, and from them. */
@NullMarked
package dev.souk.order.messaging;

import org.jspecify.annotations.NullMarked;
