@NullMarked
package dev.souk.user.oidc;

import org.jspecify.annotations.NullMarked;
