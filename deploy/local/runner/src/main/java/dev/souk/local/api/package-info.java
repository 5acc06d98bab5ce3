/** A client of Souk's public API, as a shopper's or an operator's program would have it. */
@NullMarked
package dev.souk.local.api;

import org.jspecify.annotations.NullMarked;
