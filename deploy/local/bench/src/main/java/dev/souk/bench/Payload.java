package dev.souk.bench;

import java.nio.charset.StandardCharsets;

/** The answer that everything passes on: 1,024 bytes of JSON, as one order of a shopper might be. */
final class Payload {

    static final String PATH = "/api/v1/orders/01980000-0000-7000-8000-000000000001";
    private static final int SIZE = 1_024;
    private static final String HEAD = "{\"id\":\"01980000-0000-7000-8000-000000000001\",\"status\":\"CONFIRMED\",\"note\":\"";

    private Payload() {
    }

    static byte[] json() {
        return (HEAD + "x".repeat(SIZE - HEAD.length() - 2) + "\"}").getBytes(StandardCharsets.US_ASCII);
    }
}
