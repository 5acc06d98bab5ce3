@NullMarked
package dev.souk.test;

import org.jspecify.annotations.NullMarked;
