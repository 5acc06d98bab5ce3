/** Work in the background. */
@NullMarked
package dev.souk.product.worker;

import org.jspecify.annotations.NullMarked;
