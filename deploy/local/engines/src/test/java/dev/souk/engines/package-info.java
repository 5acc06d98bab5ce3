@NullMarked
package dev.souk.engines;

import org.jspecify.annotations.NullMarked;
