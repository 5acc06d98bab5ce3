/** What makes an order cheaper: the promotions, with a coupon's code or without, and who has used which. */
@NullMarked
package dev.souk.order.promotion;

import org.jspecify.annotations.NullMarked;
