package dev.souk.bench;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** How requests are written, and where answers end. */
enum Protocol {

    /** HTTP/1.1 (RFC 9112); the body has a length or comes in chunks. */
    HTTP {
        @Override
        Answer read(InputStream in) throws IOException {
            String status = line(in).split(" ", 3)[1];
            int length = 0;
            boolean inChunks = false;
            boolean isLast = false;
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                String lower = header.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(lower.substring(lower.indexOf(':') + 1).strip());
                } else if (lower.startsWith("transfer-encoding:")) {
                    inChunks = lower.endsWith("chunked");
                } else if (lower.startsWith("connection:")) {
                    isLast = lower.endsWith("close");
                }
            }
            return new Answer(status, new Bytes(inChunks ? chunks(in) : exactly(in, length)), isLast);
        }
    },

    /** Version 2 of the protocol of Redis: bulk strings, simple strings and errors. */
    REDIS {
        @Override
        Answer read(InputStream in) throws IOException {
            String head = line(in);
            if (head.equals("$-1")) {
                return new Answer("no such key", Bytes.NONE, false);
            }
            return switch (head.charAt(0)) {
                case '$' -> {
                    byte[] value = exactly(in, Integer.parseInt(head.substring(1)));
                    line(in);
                    yield new Answer(Answer.GOOD, new Bytes(value), false);
                }
                case '+' -> new Answer(Answer.GOOD, Bytes.of(head.substring(1)), false);
                default -> new Answer(head.substring(1), Bytes.NONE, false);
            };
        }
    };

    private static final int HEXADECIMAL = 16;

    /** Waits for the end of the answer. */
    abstract Answer read(InputStream in) throws IOException;

    /** A request of HTTP without a body. */
    static Bytes get(String path) {
        return Bytes.of("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n\r\n");
    }

    /** A request of HTTP with a body of the type, which is also what the answer is to be. */
    static Bytes post(String path, String type, Bytes body) {
        return joined(Bytes.of(
                "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                        .formatted(path, type, type, body.array().length)),
                body);
    }

    /** A command of Redis. */
    static Bytes command(String name, Bytes... arguments) {
        Bytes command = joined(Bytes.of("*" + (arguments.length + 1) + "\r\n"), bulk(Bytes.of(name)));
        for (Bytes argument : arguments) {
            command = joined(command, bulk(argument));
        }
        return command;
    }

    private static Bytes bulk(Bytes value) {
        return joined(Bytes.of("$" + value.array().length + "\r\n"), value, Bytes.of("\r\n"));
    }

    private static Bytes joined(Bytes... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Bytes part : parts) {
            all.writeBytes(part.array());
        }
        return new Bytes(all.toByteArray());
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
            body.writeBytes(exactly(in, size));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static int chunkSize(InputStream in) throws IOException {
        return Integer.parseInt(line(in).split(";", 2)[0].strip(), HEXADECIMAL);
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended within an answer");
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended before an answer");
            }
            line.append((char) next);
        }
        int end = line.length() - 1;
        return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
    }
}
