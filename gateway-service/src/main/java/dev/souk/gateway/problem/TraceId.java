package dev.souk.gateway.problem;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * Leads from a problem and an access line to the log lines of the request in every service, by the header
 * {@code traceparent} (W3C Trace Context, version 00). The trace that a client has begun goes on; otherwise one begins.
 */
public final class TraceId {

    public static final String HEADER = "traceparent";

    private static final String ATTRIBUTE = TraceId.class.getName();
    private static final HexFormat HEX = HexFormat.of();
    private static final String VERSION = "00-";
    private static final int TRACE_AT = 3;
    private static final int PARENT_AT = 36;
    private static final int FLAGS_AT = 53;
    private static final int LENGTH = 55;
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_PARENT = "0".repeat(16);

    private record Trace(String id, String flags) {}

    private TraceId() {
    }

    /** The same one for the whole request: 32 hexadecimal digits. */
    public static String of(ServerWebExchange exchange) {
        return trace(exchange).id();
    }

    /** What a service is told: a value of its own for each call. */
    public static String forCall(ServerWebExchange exchange) {
        Trace trace = trace(exchange);
        return VERSION + trace.id() + "-" + HEX.toHexDigits(ThreadLocalRandom.current().nextLong()) + "-"
                + trace.flags();
    }

    private static Trace trace(ServerWebExchange exchange) {
        return (Trace) exchange.getAttributes().computeIfAbsent(ATTRIBUTE,
                absent -> trace(exchange.getRequest().getHeaders().getFirst(HEADER)));
    }

    private static Trace trace(@Nullable String given) {
        if (given != null && isWellFormed(given)) {
            return new Trace(given.substring(TRACE_AT, PARENT_AT - 1), given.substring(FLAGS_AT));
        }
        RandomGenerator random = ThreadLocalRandom.current();
        return new Trace(HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong()), "01");
    }

    private static boolean isWellFormed(String given) {
        return given.length() == LENGTH && given.startsWith(VERSION) && given.charAt(PARENT_AT - 1) == '-'
                && given.charAt(FLAGS_AT - 1) == '-' && isHex(given, TRACE_AT, PARENT_AT - 1)
                && isHex(given, PARENT_AT, FLAGS_AT - 1) && isHex(given, FLAGS_AT, LENGTH)
                && !given.startsWith(NO_TRACE, TRACE_AT) && !given.startsWith(NO_PARENT, PARENT_AT);
    }

    private static boolean isHex(String text, int begin, int end) {
        for (int at = begin; at < end; at++) {
            char digit = text.charAt(at);
            if (!(digit >= '0' && digit <= '9' || digit >= 'a' && digit <= 'f')) {
                return false;
            }
        }
        return true;
    }
}
