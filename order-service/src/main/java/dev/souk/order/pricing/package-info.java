/** What a basket costs right now, by product-service and never by the request. */
@NullMarked
package dev.souk.order.pricing;

import org.jspecify.annotations.NullMarked;
