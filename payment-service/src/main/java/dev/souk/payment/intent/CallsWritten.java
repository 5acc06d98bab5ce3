package dev.souk.payment.intent;

/** Published when a transaction wrote calls to the provider down; once it has committed they can be made. */
record CallsWritten() {}
