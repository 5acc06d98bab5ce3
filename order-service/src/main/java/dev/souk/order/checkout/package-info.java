/** The order and every rule about it: free of HTTP, Kafka and JSON. {@link dev.souk.order.checkout.OrderService} is the door. */
@NullMarked
package dev.souk.order.checkout;

import org.jspecify.annotations.NullMarked;
