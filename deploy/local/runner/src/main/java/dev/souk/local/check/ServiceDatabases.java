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
import java.util.Set;
import java.util.function.Function;

/** Reads the databases of the services; one connection to each, opened when it is first needed. */
public final class ServiceDatabases implements AutoCloseable {

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
            throw new IllegalStateException("cannot read the database of " + service.id(), e);
        }
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
