/** SKUs that many want at the same moment: who may order, in which order, and how many. */
@NullMarked
package dev.souk.order.flashsale;

import org.jspecify.annotations.NullMarked;
