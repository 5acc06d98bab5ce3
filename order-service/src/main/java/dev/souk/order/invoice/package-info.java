/** What a shopper has paid, as a document: numbered without gaps, kept where only its owner and operators get at it. */
@NullMarked
package dev.souk.order.invoice;

import org.jspecify.annotations.NullMarked;
