/** Partner feeds: streamed, resumable, idempotent. */
@NullMarked
package dev.souk.product.imports;

import org.jspecify.annotations.NullMarked;
