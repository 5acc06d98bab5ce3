package dev.souk.local.check;

import dev.souk.local.DatabaseAddress;
import dev.souk.local.Service;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Reads the databases of the services; one connection to each, opened when it is first needed. */
public final class ServiceDatabases implements AutoCloseable {

    private static final int PIECE = 5_000;

    private final Function<Service, DatabaseAddress> addresses;
    private final Map<Service, Connection> connections = new EnumMap<>(Service.class);

    public ServiceDatabases(Function<Service, DatabaseAddress> addresses) {
        this.addresses = addresses;
    }

    /** The only column of the only row. */
    long number(Service service, String sql) {
        return query(service, sql, rows -> {
            rows.next();
            return rows.getLong(1);
        });
    }

    /** The first column of all rows. */
    List<String> texts(Service service, String sql) {
        return query(service, sql, rows -> {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        });
    }

    Set<String> ids(Service service, String sql) {
        return new LinkedHashSet<>(texts(service, sql));
    }

    /** The second column of all rows by the first one. */
    Map<String, Long> amounts(Service service, String sql) {
        return query(service, sql, rows -> {
            Map<String, Long> amounts = new LinkedHashMap<>();
            while (rows.next()) {
                amounts.put(rows.getString(1), rows.getLong(2));
            }
            return amounts;
        });
    }

    /** The second column of all rows by the first one, as texts. */
    Map<String, String> pairs(Service service, String sql) {
        return query(service, sql, rows -> {
            Map<String, String> pairs = new LinkedHashMap<>();
            while (rows.next()) {
                pairs.put(rows.getString(1), rows.getString(2));
            }
            return pairs;
        });
    }

    /** Reads rows by a function that may fail as JDBC does. */
    public interface Reader<T> {

        T read(ResultSet rows) throws SQLException;
    }

    public <T> T query(Service service, String sql, Reader<T> reader) {
        try (Statement statement = connection(service).createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return reader.read(rows);
        } catch (SQLException e) {
            throw unreadable(service, e);
        }
    }

    /** The rows of a query, fetched as they are needed; to be closed. */
    Rows rows(Service service, String sql) {
        try {
            Statement statement = connection(service).createStatement();
            statement.setFetchSize(PIECE);
            return new Rows(service, statement, statement.executeQuery(sql));
        } catch (SQLException e) {
            throw unreadable(service, e);
        }
    }

    /** Where a query stands. */
    static final class Rows implements AutoCloseable {

        private final Service service;
        private final Statement statement;
        private final ResultSet rows;

        private Rows(Service service, Statement statement, ResultSet rows) {
            this.service = service;
            this.statement = statement;
            this.rows = rows;
        }

        boolean next() {
            try {
                return rows.next();
            } catch (SQLException e) {
                throw unreadable(service, e);
            }
        }

        /** @param column from 1 */
        String text(int column) {
            try {
                return Objects.requireNonNull(rows.getString(column));
            } catch (SQLException e) {
                throw unreadable(service, e);
            }
        }

        @Override
        public void close() {
            try {
                statement.close();
            } catch (SQLException e) {
                throw unreadable(service, e);
            }
        }
    }

    private static IllegalStateException unreadable(Service service, SQLException cause) {
        return new IllegalStateException("cannot read the database of " + service.id(), cause);
    }

    @Override
    public void close() {
        connections.values().forEach(ServiceDatabases::close);
    }

    private Connection connection(Service service) throws SQLException {
        Connection open = connections.get(service);
        if (open == null) {
            DatabaseAddress address = addresses.apply(service);
            open = DriverManager.getConnection(address.url(), address.user(), address.password());
            open.setReadOnly(true);
            open.setAutoCommit(false); // else the driver reads all rows of a query at once
            connections.put(service, open);
        }
        return open;
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException _) {
            // Nothing was written: nothing can be lost.
        }
    }
}
