@NullMarked
package dev.souk.user.demo;

import org.jspecify.annotations.NullMarked;
