/** The demonstration catalogue: products and pictures that Souk invents itself, the same on every machine. */
@NullMarked
package dev.souk.local.seed;

import org.jspecify.annotations.NullMarked;
