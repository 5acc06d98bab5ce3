/** Shoppers buy while everything that can break does so, by a schedule that a seed decides; then all must add up. */
@NullMarked
package dev.souk.local.chaos;

import org.jspecify.annotations.NullMarked;
