/** Settings of this service. */
@NullMarked
package dev.souk.order.config;

import org.jspecify.annotations.NullMarked;
