package dev.souk.engines;

/** The signal by which a program is asked to stop in order. */
public enum StopSignal {
    TERM,
    /** PostgreSQL's "fast shutdown": at {@code SIGTERM} it would wait for its clients to leave. */
    INT,
    KILL
}
