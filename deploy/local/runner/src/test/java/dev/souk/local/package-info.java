@NullMarked
package dev.souk.local;

import org.jspecify.annotations.NullMarked;
