package dev.souk.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * A kept connection to a server, asked for one thing at a time. It writes and reads bytes and nothing else, so that the client
 * takes the same for everybody and as little as it can: what a client library takes would bring all ratios nearer to one.
 */
final class Wire implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;
    private static final int ANSWER_MILLIS = (int) Duration.ofSeconds(30).toMillis();

    private final Socket socket;
    private final InputStream in;
    private final Protocol protocol;

    Wire(Server server) throws IOException {
        this.protocol = server.protocol();
        this.socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(ANSWER_MILLIS);
            this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
            greet(server);
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    private void greet(Server server) throws IOException {
        if (!server.greeting().isEmpty()) {
            Answer welcome = ask(server.greeting());
            if (!welcome.isGood()) {
                throw new IOException(server.name() + " refuses connections: " + welcome.status());
            }
        }
    }

    /** Waits for the last byte of the answer. */
    Answer ask(Bytes request) throws IOException {
        socket.getOutputStream().write(request.array());
        return protocol.read(in);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
