/** Every refusal of the edge as an RFC 9457 problem. */
@NullMarked
package dev.souk.gateway.problem;

import org.jspecify.annotations.NullMarked;
