@NullMarked
package dev.souk.local.check;

import org.jspecify.annotations.NullMarked;
