package dev.souk.bench;

/**
 * Somebody who answers on the loopback address.
 *
 * @param greeting what each connection begins with; empty for nothing
 */
record Server(String name, int port, Protocol protocol, Bytes greeting) {

    static Server http(String name, int port) {
        return new Server(name, port, Protocol.HTTP, Bytes.NONE);
    }

    static Server redis(String name, int port, String password) {
        return new Server(name, port, Protocol.REDIS, Protocol.command("AUTH", Bytes.of(password)));
    }
}
