/** The HTTP edge. */
@NullMarked
package dev.souk.inventory.web;

import org.jspecify.annotations.NullMarked;
