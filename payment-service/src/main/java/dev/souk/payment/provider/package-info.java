/** The port to whoever moves the money. */
@NullMarked
package dev.souk.payment.provider;

import org.jspecify.annotations.NullMarked;
