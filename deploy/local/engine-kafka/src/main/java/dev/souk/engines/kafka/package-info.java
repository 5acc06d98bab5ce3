/** Starts a Kafka broker in this JVM. */
@NullMarked
package dev.souk.engines.kafka;

import org.jspecify.annotations.NullMarked;
