/** How much a request may carry, and how many may come. */
@NullMarked
package dev.souk.gateway.limits;

import org.jspecify.annotations.NullMarked;
