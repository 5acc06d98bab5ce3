package dev.souk.common.messaging;

import org.jspecify.annotations.Nullable;

/** Carries the trace of a request through the outbox to the listeners. */
interface Traces {

    /** For applications without tracing. */
    Traces NONE = new Traces() {

        @Override
        public @Nullable String current() {
            return null;
        }

        @Override
        public void continued(@Nullable String traceparent, String name, Runnable work) {
            work.run();
        }
    };

    /** The {@code traceparent} (W3C Trace Context) of what this thread is doing. */
    @Nullable
    String current();

    /** Does the work as a part of the given trace. */
    void continued(@Nullable String traceparent, String name, Runnable work);
}
