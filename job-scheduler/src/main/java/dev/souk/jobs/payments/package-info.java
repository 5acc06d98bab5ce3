/** Jobs of payment-service. */
@NullMarked
package dev.souk.jobs.payments;

import org.jspecify.annotations.NullMarked;
