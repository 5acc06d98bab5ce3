/** Answers that the edge gives itself, because the service said how long they hold. */
@NullMarked
package dev.souk.gateway.caching;

import org.jspecify.annotations.NullMarked;
