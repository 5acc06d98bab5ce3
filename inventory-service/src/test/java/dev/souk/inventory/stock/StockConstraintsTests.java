package dev.souk.inventory.stock;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.souk.inventory.InventoryServiceTest;

@InventoryServiceTest
class StockConstraintsTests {

    private final JdbcClient jdbc;
    private final String sku = "C-" + UUID.randomUUID();

    @Autowired
    StockConstraintsTests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @BeforeEach
    void supplyThree() {
        jdbc.sql(
                "INSERT INTO stock_level (sku, warehouse, available, reserved, sold, supplied) VALUES (:sku, 'MAIN', 1, 1, 1, 3)")
                .param("sku", sku).update();
    }

    @ParameterizedTest
    @CsvSource({"available = available - 2, available_is_not_negative",
            "reserved = reserved - 2, reserved_is_not_negative",
            "sold = sold - 2, sold_is_not_negative",
            "available = available - 1, stock_adds_up",
            "sold = sold + 1, stock_adds_up",
            "supplied = supplied + 1, stock_adds_up"})
    void theDatabaseRefusesStockThatDoesNotAddUp(String change, String constraint) {
        var update = jdbc.sql("UPDATE stock_level SET " + change + " WHERE sku = :sku").param("sku", sku);

        assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(update::update)
                .withMessageMatching("(?s).*(" + constraint + "|stock_adds_up).*");
    }
}
