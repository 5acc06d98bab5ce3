/** The reference of the whole API, for people: {@code /docs}. */
@NullMarked
package dev.souk.gateway.docs;

import org.jspecify.annotations.NullMarked;
