/** A payment provider for development: keeps books of its own, and answers by test token. */
@NullMarked
package dev.souk.payment.sandbox;

import org.jspecify.annotations.NullMarked;
