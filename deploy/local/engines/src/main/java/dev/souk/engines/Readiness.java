package dev.souk.engines;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** Whether a program serves requests now. Asked every few milliseconds, so it must answer fast and never throw. */
@FunctionalInterface
public interface Readiness {

    boolean isReady();

    /** Ready when a GET is answered with a 2xx status. */
    static Readiness http(URI uri) {
        return () -> answersOk(uri);
    }

    /** Ready when the port on the loopback address accepts connections. */
    static Readiness tcp(int port) {
        return () -> accepts(port);
    }

    default Readiness and(Readiness other) {
        return () -> isReady() && other.isReady();
    }

    private static boolean answersOk(URI uri) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(5_000);
            connection.setInstanceFollowRedirects(false);
            try {
                return connection.getResponseCode() / 100 == 2;
            } finally {
                connection.disconnect();
            }
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
