/** How the service is put together. */
@NullMarked
package dev.souk.product.config;

import org.jspecify.annotations.NullMarked;
