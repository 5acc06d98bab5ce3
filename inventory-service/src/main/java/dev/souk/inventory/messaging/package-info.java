/** The Kafka edge: what is read, what is announced. */
@NullMarked
package dev.souk.inventory.messaging;

import org.jspecify.annotations.NullMarked;
