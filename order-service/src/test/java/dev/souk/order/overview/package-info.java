@NullMarked
package dev.souk.order.overview;

import org.jspecify.annotations.NullMarked;
