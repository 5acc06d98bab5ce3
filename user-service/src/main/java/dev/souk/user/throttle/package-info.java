@NullMarked
package dev.souk.user.throttle;

import org.jspecify.annotations.NullMarked;
