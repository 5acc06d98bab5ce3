/** What product-service hears from other services. */
@NullMarked
package dev.souk.product.messaging;

import org.jspecify.annotations.NullMarked;
