/** The Kafka edge: what is read, what is announced. */
@NullMarked
package dev.souk.payment.messaging;

import org.jspecify.annotations.NullMarked;
