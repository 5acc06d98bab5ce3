@NullMarked
package dev.souk.product.cache;

import org.jspecify.annotations.NullMarked;
