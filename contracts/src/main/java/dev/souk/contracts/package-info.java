/** Contracts as data, and what a test needs to hold code against them. */
@NullMarked
package dev.souk.contracts;

import org.jspecify.annotations.NullMarked;
