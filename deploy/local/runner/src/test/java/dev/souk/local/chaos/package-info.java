@NullMarked
package dev.souk.local.chaos;

import org.jspecify.annotations.NullMarked;
