package dev.souk.common.web.problem;

import java.util.UUID;

import org.slf4j.MDC;

/** Leads from a problem to the log lines of its request. */
final class TraceId {

    private static final String MDC_KEY = "traceId";

    private TraceId() {
    }

    /** Of the current request; a fresh one where no trace has begun, so that a problem always has one. */
    static String current() {
        String traced = MDC.get(MDC_KEY);
        return traced != null ? traced : UUID.randomUUID().toString().replace("-", "");
    }
}
