package dev.souk.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.engines.Engine;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class EnginesTests {

    @Test
    void everyDatabaseIsNewAndBelongsToItsUser() throws SQLException {
        PostgresServer.Database first = Engines.postgres().newDatabase("orders");
        PostgresServer.Database second = Engines.postgres().newDatabase("orders");

        assertThat(first.jdbcUrl()).isNotEqualTo(second.jdbcUrl()).contains("/orders_");
        try (Connection connection = DriverManager.getConnection(first.jdbcUrl(), first.user(), first.password());
                var statement = connection.createStatement()) {
            assertThat(statement.execute("create schema shop")).isFalse();
        }
    }

    @Test
    void everyRedisDatabaseIsNewAndThere() {
        int first = Engines.redis().newDatabase();

        assertThat(Engines.redis().newDatabase()).isNotEqualTo(first);
        assertThat(first).isBetween(1, Engine.REDIS_DATABASES - 1);
    }

    @Test
    void anUnknownSourceOfEnginesIsRefused() {
        assertThatThrownBy(() -> EngineSource.choose("cloud")).hasMessageContaining("cloud");
    }

    @Test
    void addressesHaveTheFormThatServicesRead() {
        assertThat(URI.create(Engines.redis().address())).hasScheme("redis").hasPort(Engines.redis().address()
                .transform(address -> Integer.parseInt(address.replaceAll(".*:", ""))));
        assertThat(Engines.redis().password()).isNotBlank();
    }

    @Test
    void uniqueNamesDiffer() {
        assertThat(TestNames.unique("cart")).startsWith("cart-").isNotEqualTo(TestNames.unique("cart"));
    }
}
