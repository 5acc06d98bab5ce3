/** What a shopper or a guest means to buy, kept in Redis: a convenience that checkout never trusts. */
@NullMarked
package dev.souk.order.cart;

import org.jspecify.annotations.NullMarked;
