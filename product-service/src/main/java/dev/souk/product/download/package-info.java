/** Fetches files from hosts that are not ours, and from no others. */
@NullMarked
package dev.souk.product.download;

import org.jspecify.annotations.NullMarked;
