/** Who is at the other end: the address a request comes from, and whom its calls are counted for. */
@NullMarked
package dev.souk.gateway.client;

import org.jspecify.annotations.NullMarked;
