/** The HTTP face of the catalogue. */
@NullMarked
package dev.souk.product.web;

import org.jspecify.annotations.NullMarked;
