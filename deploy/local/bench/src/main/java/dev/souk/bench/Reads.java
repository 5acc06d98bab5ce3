package dev.souk.bench;

import java.util.List;

/**
 * The same answers read from each server.
 *
 * @param what was read
 * @param products how many different ones
 * @param connections that each client side keeps, each with one request at a time
 * @param servers product-service first
 */
record Reads(String what, int products, int connections, List<Timings> servers) {

    Timings souk() {
        return servers.getFirst();
    }

    List<Timings> others() {
        return servers.subList(1, servers.size());
    }
}
