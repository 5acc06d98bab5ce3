@NullMarked
package dev.souk.notification.web;

import org.jspecify.annotations.NullMarked;
