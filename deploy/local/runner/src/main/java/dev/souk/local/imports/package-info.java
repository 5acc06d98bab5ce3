/** Streams a product feed into the catalogue and gives its products stock. */
@NullMarked
package dev.souk.local.imports;

import org.jspecify.annotations.NullMarked;
