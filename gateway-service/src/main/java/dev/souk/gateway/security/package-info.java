/** Who calls: tokens verified once here and again behind, forged identities removed. */
@NullMarked
package dev.souk.gateway.security;

import org.jspecify.annotations.NullMarked;
