/** Every refusal as an RFC 9457 problem. */
@NullMarked
package dev.souk.common.web.problem;

import org.jspecify.annotations.NullMarked;
