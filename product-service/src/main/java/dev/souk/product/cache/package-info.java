/** Answers that are kept ready, and how it is known that they still hold (ADR 15). */
@NullMarked
package dev.souk.product.cache;

import org.jspecify.annotations.NullMarked;
