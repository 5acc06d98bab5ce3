@NullMarked
package dev.souk.notification.messaging;

import org.jspecify.annotations.NullMarked;
