@NullMarked
package dev.souk.user;

import org.jspecify.annotations.NullMarked;
