@NullMarked
package dev.souk.local.seed;

import org.jspecify.annotations.NullMarked;
