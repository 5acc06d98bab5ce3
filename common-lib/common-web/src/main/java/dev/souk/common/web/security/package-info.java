/** Who calls: verified tokens, roles, and what needs none. */
@NullMarked
package dev.souk.common.web.security;

import org.jspecify.annotations.NullMarked;
