/** Compares our ledger with what the provider says that it moved. */
@NullMarked
package dev.souk.payment.reconciliation;

import org.jspecify.annotations.NullMarked;
