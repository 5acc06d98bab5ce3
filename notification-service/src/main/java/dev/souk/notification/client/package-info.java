@NullMarked
package dev.souk.notification.client;

import org.jspecify.annotations.NullMarked;
