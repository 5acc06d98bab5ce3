package dev.souk.test;

import dev.souk.engines.Engine;
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

    /**
     * The number of a database that no other test has, in whichever process of this build; the first one is nobody's.
     *
     * @throws IllegalStateException when all are taken
     */
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
            int database = Integer.parseInt(taken.substring(1));
            if (database >= Engine.REDIS_DATABASES) {
                throw new IllegalStateException("All %d databases are taken by tests: raise Engine.REDIS_DATABASES"
                        .formatted(Engine.REDIS_DATABASES));
            }
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
