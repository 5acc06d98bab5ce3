/** Measurements of parts of the platform beside something well known, on the machine that they run on. */
@NullMarked
package dev.souk.bench;

import org.jspecify.annotations.NullMarked;
