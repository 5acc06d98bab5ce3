package dev.souk.inventory.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.souk.inventory.InventoryServiceTest;
import dev.souk.inventory.stock.Sku;
import dev.souk.inventory.stock.StockService;
import dev.souk.inventory.stock.Supply;
import dev.souk.inventory.stock.Warehouse;
import io.micrometer.core.instrument.MeterRegistry;

@InventoryServiceTest
class OverdueHoldsTests {

    private final FulfilmentService fulfilment;
    private final StockService stock;
    private final MeterRegistry meters;
    private final Sku sku = new Sku("O-" + UUID.randomUUID());

    @Autowired
    OverdueHoldsTests(FulfilmentService fulfilment, StockService stock, MeterRegistry meters) {
        this.fulfilment = fulfilment;
        this.stock = stock;
        this.meters = meters;
    }

    @Test
    void aHoldThatNobodyEndedIsReportedAndKept() {
        stock.supply("for " + sku, Warehouse.MAIN, List.of(new Supply(sku, 2)), UUID.randomUUID());
        double before = meters.get("souk.inventory.holds.overdue").gauge().value();

        hold(Instant.now().minus(Duration.ofMinutes(61)));
        hold(Instant.now().minus(Duration.ofMinutes(59)));

        assertThat(meters.get("souk.inventory.holds.overdue").gauge().value()).isEqualTo(before + 1);
        assertThat(stock.of(sku).reserved()).isEqualTo(2);
    }

    private void hold(Instant expiresAt) {
        fulfilment.take(List.of(new OrderFact.Created(new OrderId(UUID.randomUUID()), UUID.randomUUID(),
                List.of(new OrderLine(sku, 1)), expiresAt)));
    }
}
