package dev.souk.product.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.souk.product.worker.Worker;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.PGProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/** Hears of the changes of products on a connection of its own, which is asked several times a second whether it is there. */
@Component
final class ChangeListener extends Worker {

    static final String CONNECTION_NAME = "product-service: changes";

    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(250);

    private final JdbcConnectionDetails database;
    private final HeardChanges changes;
    private final Ticker ticker;
    private @Nullable Connection connection;

    ChangeListener(JdbcConnectionDetails database, HeardChanges changes, Ticker ticker) {
        super("change-listener");
        this.database = database;
        this.changes = changes;
        this.ticker = ticker;
    }

    @Override
    protected Duration turn() throws SQLException {
        boolean heard = false;
        try {
            if (connection == null) {
                connection = connect();
                listen(connection);
            }
            hear(connection);
            heard = isRunning();
        } finally {
            if (!heard) {
                hangUp();
            }
        }
        return Duration.ZERO;
    }

    private void listen(Connection open) throws SQLException {
        try (Statement statement = open.createStatement()) {
            statement.execute("LISTEN product_changed");
        }
        long asked = ticker.read();
        changes.begin(ask(open), asked);
    }

    private void hear(Connection open) throws SQLException {
        PGConnection announcements = open.unwrap(PGConnection.class);
        take(announcements.getNotifications(Math.toIntExact(BETWEEN_QUESTIONS.toMillis())));
        long asked = ticker.read();
        Snapshot now = ask(open);
        take(announcements.getNotifications());
        changes.heardAll(now, asked);
    }

    private void take(PGNotification[] announcements) {
        for (PGNotification announcement : announcements) {
            String[] words = announcement.getParameter().split(" ", 2);
            changes.heard(words[1], Long.parseLong(words[0]));
        }
    }

    private static Snapshot ask(Connection open) throws SQLException {
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_snapshot()")) {
            row.next();
            return Snapshot.parse(row.getString(1));
        }
    }

    private Connection connect() throws SQLException {
        Properties settings = new Properties();
        PGProperty.USER.set(settings, database.getUsername());
        PGProperty.PASSWORD.set(settings, database.getPassword());
        PGProperty.APPLICATION_NAME.set(settings, CONNECTION_NAME);
        PGProperty.CONNECT_TIMEOUT.set(settings, 2);
        PGProperty.SOCKET_TIMEOUT.set(settings, 1);
        Connection open = new Driver().connect(database.getJdbcUrl(), settings);
        if (open == null) {
            throw new SQLException("souk.db.url is no address of PostgreSQL: " + database.getJdbcUrl());
        }
        return open;
    }

    private void hangUp() {
        changes.lost();
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException _) {
                // it was broken already
            }
        }
    }
}
