/** Plays shoppers through the public API and watches what becomes of their orders. */
@NullMarked
package dev.souk.local.demo;

import org.jspecify.annotations.NullMarked;
