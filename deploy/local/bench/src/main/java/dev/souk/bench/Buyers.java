package dev.souk.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Shoppers who place an order each, over connections that are kept. */
final class Buyers {

    /** No order waits for its turn. */
    static final double AT_ONCE = Double.POSITIVE_INFINITY;

    private static final String CREATED = "201";
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"");
    private static final Pattern TYPE = Pattern.compile("\"type\"\\s*:\\s*\"[^\"]*/([^/\"]+)\"");
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<Server> servers;
    private final int connections;

    /** @param servers instances of order-service, which get the connections in turn */
    Buyers(List<Server> servers, int connections) {
        this.servers = List.copyOf(servers);
        this.connections = connections;
    }

    /**
     * What the buyers were told.
     *
     * @param accepted orders
     * @param others how many were answered with what else: a refusal, or the failure of those that were not answered
     * @param began {@link System#nanoTime} before the first request
     */
    record Told(Set<UUID> accepted, SortedMap<String, Long> others, long began) {}

    /** One piece of the SKU, paid with a card that is good; the key makes it this order and no other. */
    static Bytes order(String token, String sku) {
        String body = """
                {"addressId": "%s", "paymentMethod": {"token": "tok_visa"}, "items": [{"sku": "%s", "quantity": 1}]}"""
                .formatted(UUID.randomUUID(), sku);
        return Bytes.of("""
                POST /api/v1/orders HTTP/1.1\r
                Host: 127.0.0.1\r
                Authorization: Bearer %s\r
                Idempotency-Key: %s\r
                Accept: application/json\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                %s""".formatted(token, UUID.randomUUID(), body.length(), body));
    }

    /**
     * Waits for the last answer.
     *
     * @param perSecond when requests are sent, as far as a connection is free; {@link #AT_ONCE} for as fast as they are
     *     answered
     */
    Told place(List<Bytes> orders, double perSecond) {
        AtomicInteger next = new AtomicInteger();
        long began = System.nanoTime();
        Set<UUID> accepted = new LinkedHashSet<>();
        SortedMap<String, Long> others = new TreeMap<>();
        List<Server> perConnection = IntStream.range(0, connections)
                .mapToObj(number -> servers.get(number % servers.size())).toList();
        for (Buyer done : AtOnce.all(perConnection, server -> new Buyer(server).buy(orders, next, began, perSecond))) {
            done.accepted.forEach(body -> accepted.add(id(body)));
            done.others.forEach((answer, count) -> others.merge(answer, count, Long::sum));
        }
        return new Told(accepted, others, began);
    }

    static UUID id(Bytes answer) {
        Matcher id = ID.matcher(answer.toString());
        if (!id.find()) {
            throw new IllegalStateException("an order without an id: " + answer);
        }
        return UUID.fromString(id.group(1));
    }

    /** The status, and the last part of the type of the problem (RFC 9457). */
    static String refusal(Answer answer) {
        Matcher type = TYPE.matcher(answer.body().toString());
        return type.find() ? answer.status() + " " + type.group(1) : answer.status();
    }

    private final class Buyer {

        private final Server server;
        private final List<Bytes> accepted = new ArrayList<>();
        private final SortedMap<String, Long> others = new TreeMap<>();
        private @Nullable Wire wire;

        Buyer(Server server) {
            this.server = server;
        }

        Buyer buy(List<Bytes> orders, AtomicInteger next, long began, double perSecond) throws IOException {
            for (int turn = next.getAndIncrement(); turn < orders.size(); turn = next.getAndIncrement()) {
                awaitTurn(began + (long) (turn / perSecond * NANOS));
                buy(orders.get(turn));
            }
            disconnect();
            return this;
        }

        private static void awaitTurn(long at) {
            for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }

        private void buy(Bytes order) throws IOException {
            try {
                Wire open = wire == null ? new Wire(server) : wire;
                wire = open;
                Answer answer = open.ask(order);
                if (answer.status().equals(CREATED)) {
                    accepted.add(answer.body());
                } else {
                    others.merge(refusal(answer), 1L, Long::sum);
                }
                if (answer.isLast()) {
                    disconnect();
                }
            } catch (IOException failure) {
                others.merge(failure.getClass().getSimpleName(), 1L, Long::sum);
                disconnect();
            }
        }

        private void disconnect() throws IOException {
            if (wire != null) {
                wire.close();
                wire = null;
            }
        }
    }
}
