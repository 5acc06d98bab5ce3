/**
 * Facts are stored and announced in one transaction (outbox), and a message takes effect once (inbox), over PostgreSQL and
 * Kafka. A service uses {@link dev.souk.common.messaging.Outbox} to announce and declares
 * {@link dev.souk.common.messaging.Subscription} beans to listen; all else is configured by itself.
 */
@NullMarked
package dev.souk.common.messaging;

import org.jspecify.annotations.NullMarked;
