package dev.souk.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A Redis server on which tests have databases of their own.
 *
 * @param address of the form {@code redis://host:port}
 */
public record RedisServer(String address, String password) {

    /** As many as the engines are started with. */
    static final int DATABASES = 1024;

    /** The number of a database that no other test has, in whichever process of this build; the first one is nobody's. */
    public int newDatabase() {
        URI server = URI.create(address);
        try (Socket socket = new Socket(server.getHost(), server.getPort());
                BufferedReader answers = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.getOutputStream().write("AUTH %s\r\nINCR databases-taken\r\n".formatted(password)
                    .getBytes(StandardCharsets.UTF_8));
            String authenticated = answers.readLine();
            String taken = answers.readLine();
            if (!"+OK".equals(authenticated) || taken == null || !taken.startsWith(":")) {
                throw new IllegalStateException("Redis gives no database: " + authenticated + ", " + taken);
            }
            return 1 + Math.floorMod(Integer.parseInt(taken.substring(1)), DATABASES - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
