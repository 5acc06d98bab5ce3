package dev.souk.local.chaos;

import dev.souk.local.Pauses;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An address of its own in front of another one on this machine, whose connections can be made slow, silent or dead. A
 * condition holds for the connections that are open and for those that are opened while it lasts.
 */
final class FaultProxy implements AutoCloseable {

    /** What becomes of the bytes on their way. */
    enum Condition {
        CLEAR,
        /** Each piece comes a fifth of a second late. */
        SLOW,
        /** 32 KiB a second in each direction. */
        THROTTLED,
        /** Nothing comes through, and nothing is lost. */
        STALLED,
        /** Both ends are reset, and so is whoever connects anew. */
        RESET,
        /**
         * The server's end is reset and the client's stays open: what the client sends is lost. Once the condition has passed,
         * the next thing that it sends is answered with a reset, as by a machine that has been started anew.
         */
        HALF_OPEN
    }

    private static final Duration LATENCY = Duration.ofMillis(200);
    private static final int BYTES_PER_SECOND = 32 * 1_024;
    private static final int PIECE = 16 * 1_024;

    private final int target;
    private final ServerSocket listener;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    /** Those that have felt the condition. */
    private final Set<Connection> hurt = ConcurrentHashMap.newKeySet();
    private final Object change = new Object();
    private volatile Condition condition = Condition.CLEAR;

    /** @param target a port of this machine */
    FaultProxy(int target) {
        this.target = target;
        try {
            this.listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("fault-proxy-" + target).start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Holds until the next call. */
    void set(Condition now) {
        synchronized (change) {
            hurt.clear();
            condition = now;
            change.notifyAll();
        }
        if (now == Condition.RESET) {
            hurt.addAll(connections);
            connections.forEach(Connection::reset);
        } else if (now == Condition.HALF_OPEN) {
            hurt.addAll(connections);
            connections.forEach(Connection::loseServer);
        }
    }

    /** How many connections have felt the condition so far: a proxy that nobody uses hurts nobody. */
    int hurt() {
        return hurt.size();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        set(Condition.RESET);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                new Connection(listener.accept()).open();
            } catch (IOException _) {
                // closed, or somebody who left at once
            }
        }
    }

    private final class Connection {

        private final Socket client;
        private final Socket server = new Socket();
        private volatile boolean serverLost;

        Connection(Socket client) throws IOException {
            this.client = client;
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void open() {
            connections.add(this);
            Thread.ofVirtual().start(this::connect);
        }

        private void connect() {
            try {
                awaitUnstalled();
                switch (condition) {
                    case RESET -> {
                        hurt.add(this);
                        reset();
                    }
                    case HALF_OPEN -> {
                        hurt.add(this);
                        serverLost = true;
                    }
                    default -> server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                }
            } catch (IOException _) {
                reset(); // as if nobody listened
            }
            Thread.ofVirtual().start(() -> pump(server, client));
            pump(client, server);
        }

        private void pump(Socket from, Socket to) {
            if (from == server && serverLost) {
                return;
            }
            byte[] piece = new byte[PIECE];
            try {
                InputStream in = from.getInputStream();
                for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                    awaitUnstalled();
                    if (serverLost) {
                        swallow();
                    } else {
                        forward(piece, length, to.getOutputStream());
                    }
                }
                close();
            } catch (IOException _) {
                if (!(from == server && serverLost)) {
                    reset();
                }
            }
        }

        private void forward(byte[] piece, int length, OutputStream out) throws IOException {
            Duration delay = switch (condition) {
                case SLOW -> LATENCY;
                case THROTTLED -> Duration.ofNanos(1_000_000_000L * length / BYTES_PER_SECOND);
                default -> Duration.ZERO;
            };
            if (delay.isPositive()) {
                hurt.add(this);
                Pauses.of(delay);
            }
            try {
                out.write(piece, 0, length);
            } catch (IOException e) {
                if (!serverLost) {
                    throw e;
                }
            }
        }

        private void swallow() {
            if (condition != Condition.HALF_OPEN) {
                reset();
            }
        }

        private void awaitUnstalled() {
            synchronized (change) {
                while (condition == Condition.STALLED) {
                    hurt.add(this);
                    try {
                        change.wait();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return;
                    }
                }
            }
        }

        void loseServer() {
            serverLost = true;
            reset(server);
        }

        void reset() {
            connections.remove(this);
            reset(server);
            reset(client);
        }

        private void close() throws IOException {
            if (serverLost) {
                reset();
                return;
            }
            connections.remove(this);
            client.close();
            server.close();
        }

        /** Without lingering, a close is a reset (RFC 9293, section 3.6: abort). */
        private static void reset(Socket socket) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException _) {
                // it is gone already
            }
        }
    }
}
