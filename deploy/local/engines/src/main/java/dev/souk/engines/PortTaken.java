package dev.souk.engines;

/** A program was not started because another process listens on one of its ports. */
public final class PortTaken extends RuntimeException {

    private final int port;

    PortTaken(String program, int port, String owner) {
        super("Port %d, needed by %s, is taken by %s".formatted(port, program, owner));
        this.port = port;
    }

    public int port() {
        return port;
    }
}
