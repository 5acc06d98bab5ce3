package dev.souk.common.messaging;

import org.jspecify.annotations.Nullable;

/** A message and the trace that it belongs to. */
record TracedMessage(OutgoingMessage message, @Nullable String traceparent) {}
