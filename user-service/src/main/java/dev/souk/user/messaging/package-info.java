@NullMarked
package dev.souk.user.messaging;

import org.jspecify.annotations.NullMarked;
