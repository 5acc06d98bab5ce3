/** What product-service hears from other services, and what it tells them. */
@NullMarked
package dev.souk.product.messaging;

import org.jspecify.annotations.NullMarked;
