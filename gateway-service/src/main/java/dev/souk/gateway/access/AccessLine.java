package dev.souk.gateway.access;

import java.nio.charset.StandardCharsets;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import org.slf4j.event.KeyValuePair;

/**
 * Writes a line of the access log as Spring Boot writes all others (Elastic Common Schema 8.11, one JSON object, keys nested
 * at their dots), at a fraction of the cost: the keys come in an order in which equal beginnings follow each other, and
 * nothing needs to be collected before it is written.
 */
final class AccessLine extends EncoderBase<ILoggingEvent> {

    private static final byte[] NOTHING = {};
    private static final int USUAL_LENGTH = 768;
    private static final String HEX = "0123456789abcdef";

    private final String service;

    AccessLine(String service) {
        this.service = service;
    }

    /** The lines of this logger are written here from now on, and nowhere else. */
    static void writeThoseOf(Logger logger, String service) {
        if (logger.getAppender(AccessLine.class.getName()) != null) {
            return;
        }
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setName(AccessLine.class.getName());
        console.setContext(logger.getLoggerContext());
        console.setEncoder(new AccessLine(service));
        console.start();
        logger.addAppender(console);
        logger.setAdditive(false);
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(USUAL_LENGTH);
        line.append("{\"@timestamp\":\"").append(event.getInstant()).append("\",\"log\":{\"level\":\"")
                .append(event.getLevel()).append("\",\"logger\":\"").append(event.getLoggerName())
                .append("\"},\"process\":{\"pid\":").append(ProcessHandle.current().pid())
                .append(",\"thread\":{\"name\":");
        quote(event.getThreadName(), line);
        line.append("}},\"service\":{\"name\":");
        quote(service, line);
        line.append("},\"message\":");
        quote(event.getFormattedMessage(), line);
        String before = "";
        for (KeyValuePair field : event.getKeyValuePairs()) {
            member(before, field.key, line);
            value(field.value, line);
            before = field.key;
        }
        close(before, 0, line);
        line.append(",\"ecs\":{\"version\":\"8.11\"}}\n");
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Leaves the objects of the key before that are not this one's, and enters those that are new. */
    private static void member(String before, String key, StringBuilder line) {
        int shared = sharedObjects(before, key);
        close(before, shared, line);
        line.append(',');
        int at = shared;
        for (int dot = key.indexOf('.', at); dot >= 0; dot = key.indexOf('.', at)) {
            line.append('"').append(key, at, dot).append("\":{");
            at = dot + 1;
        }
        line.append('"').append(key, at, key.length()).append("\":");
    }

    /** How long the beginning is that both keys have in common, up to and with a dot. */
    private static int sharedObjects(String one, String other) {
        int shared = 0;
        for (int at = 0; at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at); at++) {
            if (one.charAt(at) == '.') {
                shared = at + 1;
            }
        }
        return shared;
    }

    private static void close(String key, int from, StringBuilder line) {
        for (int dot = key.indexOf('.', from); dot >= 0; dot = key.indexOf('.', dot + 1)) {
            line.append('}');
        }
    }

    private static void value(Object value, StringBuilder line) {
        if (value instanceof Number) {
            line.append(value);
        } else {
            quote(String.valueOf(value), line);
        }
    }

    private static void quote(String text, StringBuilder line) {
        line.append('"');
        int begin = 0;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character < ' ' || character == '"' || character == '\\') {
                line.append(text, begin, at).append("\\u00").append(HEX.charAt(character >> 4))
                        .append(HEX.charAt(character & 0xf));
                begin = at + 1;
            }
        }
        line.append(text, begin, text.length()).append('"');
    }
}
