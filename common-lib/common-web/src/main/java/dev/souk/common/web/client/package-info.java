/** Calls to other services: tokens, timeouts, retries, circuit breaking, and the truth when they fail. */
@NullMarked
package dev.souk.common.web.client;

import org.jspecify.annotations.NullMarked;
