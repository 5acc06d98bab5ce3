package dev.souk.local.check;

import dev.souk.engines.Engine;
import dev.souk.engines.EngineSettings;
import dev.souk.engines.ProjectRoot;
import dev.souk.engines.SharedEngines;
import dev.souk.local.DatabaseAddress;
import dev.souk.local.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The databases of all services, with the tables that their own migrations make, in a PostgreSQL that tests share. */
final class TestDatabases implements AutoCloseable {

    private static final List<String> COMMON = List.of(
            "common-lib/common-messaging/src/main/resources/db/common",
            "common-lib/common-web/src/main/resources/db/common");

    private final ProjectRoot root = ProjectRoot.above(Path.of(""));
    private final EngineSettings engines = SharedEngines.ofThisRun(root).require(Engine.POSTGRES);
    private final Map<String, Connection> connections = new HashMap<>();
    private final String suffix = "_" + UUID.randomUUID().toString().substring(0, 8);

    void create() {
        create(stored());
    }

    void create(List<Service> services) {
        for (Service service : services) {
            run("postgres", "create database " + name(service));
            COMMON.forEach(directory -> run(service, migrations(root.directory().resolve(directory))));
            run(service, migrations(root.directory().resolve(service.id()).resolve("src/main/resources/db/migration")));
        }
    }

    /** Deletes all rows but those that the migrations have made. */
    void empty() {
        run(Service.PAYMENT, "drop trigger if exists ledger_is_append_only on ledger_entry");
        run(Service.PAYMENT,
                "truncate payment, refund, provider_call, ledger_entry, sandbox.authorisation, sandbox.request");
        run(Service.INVENTORY, "truncate stock_level, supply, reservation, reservation_line, restock, shipment");
        run(Service.ORDER,
                "truncate orders, order_event, order_alarm, order_heard, invoice, idempotency_record, promotion, flash_sale cascade");
        run(Service.NOTIFICATION, "truncate notification, mail");
        run(Service.JOBS, "truncate dead_letter");
        stored().forEach(service -> run(service, "truncate outbox, inbox"));
    }

    Checker checker(Duration stuckAfter) {
        return new Checker(this::address, stuckAfter);
    }

    void run(Service service, String sql) {
        run(name(service), sql);
    }

    @Override
    public void close() {
        stored().forEach(service -> run("postgres", "drop database if exists " + name(service) + " with (force)"));
        for (Connection connection : connections.values()) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    DatabaseAddress address(Service service) {
        return address(name(service));
    }

    private DatabaseAddress address(String database) {
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(engines.ports().postgres(), database),
                "postgres",
                engines.secrets().postgresPassword());
    }

    private void run(String database, String sql) {
        try (var statement = connections.computeIfAbsent(database, this::connect).createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Connection connect(String database) {
        DatabaseAddress address = address(database);
        try {
            return DriverManager.getConnection(address.url(), address.user(), address.password());
        } catch (SQLException e) {
            throw new IllegalStateException(database, e);
        }
    }

    private String name(Service service) {
        return service.database().orElseThrow() + suffix;
    }

    private static List<Service> stored() {
        return Arrays.stream(Service.values()).filter(service -> service.database().isPresent()).toList();
    }

    private static String migrations(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            StringBuilder sql = new StringBuilder();
            for (Path file : files.sorted(Comparator.comparing(TestDatabases::version)).toList()) {
                sql.append(Files.readString(file)).append('\n');
            }
            return sql.toString().replace("${provider}", "sandbox");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Flyway orders them: 10 comes after 9, and what is repeatable after all versions. */
    private static Version version(Path migration) {
        String name = migration.getFileName().toString();
        return name.startsWith("R")
                ? Version.parse("9999")
                : Version.parse(name.substring(1, name.indexOf("__")).replace('_', '.'));
    }
}
