/** One line per request. */
@NullMarked
package dev.souk.gateway.access;

import org.jspecify.annotations.NullMarked;
