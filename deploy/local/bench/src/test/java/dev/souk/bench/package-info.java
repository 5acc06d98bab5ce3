@NullMarked
package dev.souk.bench;

import org.jspecify.annotations.NullMarked;
