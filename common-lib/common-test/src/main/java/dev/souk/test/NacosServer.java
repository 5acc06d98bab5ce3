package dev.souk.test;

/**
 * A Nacos server that asks for a login.
 *
 * @param address of the form {@code host:port}; gRPC listens 1000 above
 */
public record NacosServer(String address, String user, String password) {}
