package dev.souk.test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A PostgreSQL server on which tests make databases of their own. */
public final class PostgresServer {

    private final String baseUrl;
    private final String superuser;
    private final String password;

    /** @param baseUrl ends before the name of the database */
    PostgresServer(String baseUrl, String superuser, String password) {
        this.baseUrl = baseUrl;
        this.superuser = superuser;
        this.password = password;
    }

    /**
     * An empty database with an owner of its own, as a service has it in production. It vanishes with the server.
     *
     * @param prefix lower-case letters; the name is made unique
     */
    public Database newDatabase(String prefix) {
        String name = TestNames.unique(prefix).replace('-', '_');
        Database database = new Database(baseUrl + name, name, UUID.randomUUID().toString());
        try (Connection connection = DriverManager.getConnection(baseUrl + "postgres", superuser, password);
                Statement statement = connection.createStatement()) {
            String identifier = statement.enquoteIdentifier(name, true);
            statement.execute("create role %s login password %s".formatted(identifier,
                    statement.enquoteLiteral(database.password())));
            statement.execute("create database %s owner %s".formatted(identifier, identifier));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + name, e);
        }
        return database;
    }

    /** How a database is reached. */
    public record Database(String jdbcUrl, String user, String password) {}
}
