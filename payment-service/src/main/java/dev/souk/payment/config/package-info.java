/** Which provider moves the money. */
@NullMarked
package dev.souk.payment.config;

import org.jspecify.annotations.NullMarked;
