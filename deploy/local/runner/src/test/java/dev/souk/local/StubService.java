package dev.souk.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A service that is ready at once and can do nothing else; it looks for its components as Spring does. */
public final class StubService {

    private StubService() {
    }

    public static void main(String[] arguments) throws IOException {
        if (ClassLoader.getSystemResource("components/") == null) {
            throw new IllegalStateException("the jar does not name its directories: no component is found");
        }
        int management = Integer.parseInt(System.getenv("SOUK_MANAGEMENT_PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), management), 0);
        server.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }
}
