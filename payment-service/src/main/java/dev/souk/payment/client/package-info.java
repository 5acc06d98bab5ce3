/** The providers as we see them: over the network, not waited for without end, and believed only when they sign. */
@NullMarked
package dev.souk.payment.client;

import org.jspecify.annotations.NullMarked;
