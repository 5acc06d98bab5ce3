/** What is owed for an order, and how far its payment is. */
@NullMarked
package dev.souk.payment.intent;

import org.jspecify.annotations.NullMarked;
