package dev.souk.bench;

import dev.souk.engines.EngineSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * What selling a piece costs a database and nothing else: take it from stock, write the order, write its announcement, commit.
 * Prepared statements of plain JDBC, each connection with a thread of its own.
 */
final class RawTransactions implements AutoCloseable {

    private static final String DATABASE = "users";
    private static final String TABLES = """
            create table raw_stock (sku text primary key, available bigint not null check (available >= 0)) with (fillfactor = 70);
            create table raw_order (id uuid primary key, sku text not null, user_id uuid not null, total bigint not null,
                created_at timestamptz not null);
            create table raw_outbox (id bigint generated always as identity primary key, topic text not null, key text not null,
                payload text not null)""";
    private static final String PAYLOAD = "{\"orderId\":\"%s\",\"lines\":[{\"sku\":\"%s\",\"quantity\":1,\"unitPrice\":1999}]}";

    private final List<Connection> connections = new ArrayList<>();
    private final List<String> skus;

    /** @param skus with enough of each */
    RawTransactions(EngineSettings engines, int connections, List<String> skus) throws SQLException {
        this.skus = skus;
        try (Connection first = Books.connect(engines, DATABASE)) {
            fill(first);
        }
        for (int number = 0; number < connections; number++) {
            Connection connection = Books.connect(engines, DATABASE);
            connection.setAutoCommit(false);
            this.connections.add(connection);
        }
    }

    private void fill(Connection connection) throws SQLException {
        try (Statement tables = connection.createStatement()) {
            tables.execute(TABLES);
        }
        try (PreparedStatement stock = connection.prepareStatement("insert into raw_stock values (?, 1000000000)")) {
            for (String sku : skus) {
                stock.setString(1, sku);
                stock.addBatch();
            }
            stock.executeBatch();
        }
    }

    /** Answers the seconds that so many took, over all connections. */
    double seconds(int transactions) {
        long began = System.nanoTime();
        List<Integer> firsts = IntStream.range(0, connections.size()).boxed().toList();
        long sold = AtOnce.all(firsts, first -> sell(connections.get(first), first, transactions)).stream()
                .mapToLong(Integer::longValue).sum();
        if (sold != transactions) {
            throw new IllegalStateException(
                    "%d of %d raw transactions found their stock".formatted(sold, transactions));
        }
        return (System.nanoTime() - began) / 1e9;
    }

    /** Answers how many pieces it took. */
    private int sell(Connection connection, int first, int transactions) throws SQLException {
        int sold = 0;
        try (PreparedStatement stock = connection.prepareStatement(
                "update raw_stock set available = available - 1 where sku = ?");
                PreparedStatement order = connection.prepareStatement(
                        "insert into raw_order values (?, ?, ?, 1999, now())");
                PreparedStatement outbox = connection.prepareStatement(
                        "insert into raw_outbox (topic, key, payload) values ('orders', ?, ?)")) {
            for (int number = first; number < transactions; number += connections.size()) {
                String sku = skus.get(number % skus.size());
                UUID id = UUID.randomUUID();
                stock.setString(1, sku);
                sold += stock.executeUpdate();
                order.setObject(1, id);
                order.setString(2, sku);
                order.setObject(3, UUID.randomUUID());
                order.executeUpdate();
                outbox.setString(1, id.toString());
                outbox.setString(2, PAYLOAD.formatted(id, sku));
                outbox.executeUpdate();
                connection.commit();
            }
        }
        return sold;
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
