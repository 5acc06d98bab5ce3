package dev.souk.inventory.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import dev.souk.common.web.test.TestTokens;
import dev.souk.inventory.InventoryServiceTest;
import dev.souk.inventory.stock.Adjustment;
import dev.souk.inventory.stock.Sku;
import dev.souk.inventory.stock.StockService;
import dev.souk.inventory.stock.SupplyReason;
import dev.souk.inventory.stock.Warehouse;

@InventoryServiceTest
class InvariantsTests {

    private final MockMvcTester mvc;
    private final StockService stock;
    private final JdbcClient jdbc;
    private final String sku = "A-" + UUID.randomUUID();

    @Autowired
    InvariantsTests(MockMvcTester mvc, StockService stock, JdbcClient jdbc) {
        this.mvc = mvc;
        this.stock = stock;
        this.jdbc = jdbc;
    }

    @Test
    void stockFromNowhereIsTold() {
        stock.adjust(new Sku(sku), new Adjustment(Warehouse.MAIN, 5, SupplyReason.COUNT, null), UUID.randomUUID());
        assertThat(invariants()).contains("\"violations\":[]").doesNotContain("\"skus\":0");

        jdbc.sql("UPDATE stock_level SET available = 6, supplied = 6 WHERE sku = :sku").param("sku", sku).update();
        assertThat(invariants()).contains(sku + " in MAIN: 6 available");

        jdbc.sql("UPDATE stock_level SET available = 5, supplied = 5 WHERE sku = :sku").param("sku", sku).update();
    }

    @Test
    void onlyServicesAreTold() {
        assertThat(mvc.get().uri("/internal/invariants")).hasStatus(401);
        assertThat(mvc.get().uri("/internal/invariants").header("Authorization", TestTokens.operator().bearer()))
                .hasStatus4xxClientError();
    }

    private String invariants() {
        var answer = mvc.get().uri("/internal/invariants")
                .header("Authorization", TestTokens.service("job-scheduler").bearer()).exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
