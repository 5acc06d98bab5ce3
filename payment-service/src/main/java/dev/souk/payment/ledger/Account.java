package dev.souk.payment.ledger;

/** The chart of accounts; each has a row in {@code ledger_account}. */
enum Account {

    /** An asset: what the provider has taken for us and not paid out. */
    PROVIDER,
    /** Income. */
    SALES,
    /** Income given back. */
    REFUNDS
}
