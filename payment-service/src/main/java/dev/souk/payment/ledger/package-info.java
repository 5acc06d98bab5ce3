/** Double-entry bookkeeping of every movement of money. */
@NullMarked
package dev.souk.payment.ledger;

import org.jspecify.annotations.NullMarked;
