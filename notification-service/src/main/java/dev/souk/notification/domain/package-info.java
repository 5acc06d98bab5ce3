@NullMarked
package dev.souk.notification.domain;

import org.jspecify.annotations.NullMarked;
