package dev.souk.payment.client;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Keeps calls over the network out of database transactions. */
final class Outside {

    private Outside() {
    }

    static void ofAnyTransaction() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "A provider is never called inside a database transaction: write the call down");
        }
    }
}
