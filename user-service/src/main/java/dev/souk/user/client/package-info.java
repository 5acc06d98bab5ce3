@NullMarked
package dev.souk.user.client;

import org.jspecify.annotations.NullMarked;
