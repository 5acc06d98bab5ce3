/** One effect for one {@code Idempotency-Key}, however often the request arrives. */
@NullMarked
package dev.souk.common.web.idempotency;

import org.jspecify.annotations.NullMarked;
