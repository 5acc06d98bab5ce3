/** Stands for payment-service's package of this name. */
@NullMarked
package dev.souk.payment.intent;

import org.jspecify.annotations.NullMarked;
