package dev.souk.payment.reconciliation;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A day that was compared.
 *
 * @param day in UTC
 * @param lines of the provider's statement
 * @param movements of our ledger
 * @param differences that were found when the day was compared; some may be resolved since
 */
public record ReconciledDay(String provider, LocalDate day, int lines, int movements, int differences,
        Instant reconciledAt) {}
