@NullMarked
package dev.souk.local.imports;

import org.jspecify.annotations.NullMarked;
