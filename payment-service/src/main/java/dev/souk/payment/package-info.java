/** Payment intents, provider adapters, refunds, double-entry ledger. */
@NullMarked
package dev.souk.payment;

import org.jspecify.annotations.NullMarked;
