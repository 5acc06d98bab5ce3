/** The edge: what reaches a service, and what is refused before it does. */
@NullMarked
package dev.souk.gateway;

import org.jspecify.annotations.NullMarked;
