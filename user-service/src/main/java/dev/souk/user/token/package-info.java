@NullMarked
package dev.souk.user.token;

import org.jspecify.annotations.NullMarked;
