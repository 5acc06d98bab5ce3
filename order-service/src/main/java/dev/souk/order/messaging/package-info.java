/** What the order says to the other services, and what it hears from them. */
@NullMarked
package dev.souk.order.messaging;

import org.jspecify.annotations.NullMarked;
