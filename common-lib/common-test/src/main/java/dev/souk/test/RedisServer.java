package dev.souk.test;

/**
 * A Redis server.
 *
 * @param address of the form {@code redis://host:port}
 */
public record RedisServer(String address, String password) {}
