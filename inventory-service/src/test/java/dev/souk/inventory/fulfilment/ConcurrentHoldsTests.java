package dev.souk.inventory.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.souk.inventory.InventoryServiceTest;
import dev.souk.inventory.stock.Sku;
import dev.souk.inventory.stock.StockService;
import dev.souk.inventory.stock.StockSummary;
import dev.souk.inventory.stock.Supply;
import dev.souk.inventory.stock.Warehouse;

/** Many instances hold, confirm and cancel at once: each thread stands for one. */
@InventoryServiceTest
class ConcurrentHoldsTests {

    private final FulfilmentService fulfilment;
    private final StockService stock;
    private final JdbcClient jdbc;

    @Autowired
    ConcurrentHoldsTests(FulfilmentService fulfilment, StockService stock, JdbcClient jdbc) {
        this.fulfilment = fulfilment;
        this.stock = stock;
        this.jdbc = jdbc;
    }

    @Test
    void theLastPiecesAreSoldOnce() throws Exception {
        var sku = supplied(7);

        inParallel(IntStream.range(0, 60).mapToObj(_ -> List.<OrderFact>of(created(sku, 1))).toList());

        assertThat(stock.of(sku)).isEqualTo(new StockSummary(sku, 0, 7, 0, 7));
        assertThat(jdbc.sql("SELECT count(*) FROM reservation_line WHERE sku = :sku").param("sku", sku.value())
                .query(Long.class).single()).isEqualTo(7);
    }

    @Test
    void aBatchDecidesInTheOrderOfArrivalAndWritesTheRowOnce() {
        var sku = supplied(3);
        var orders = IntStream.range(0, 5).mapToObj(_ -> created(sku, 1)).toList();

        fulfilment.take(List.copyOf(orders));

        assertThat(orders).extracting(order -> stateOf(order.orderId()))
                .containsExactly("HELD", "HELD", "HELD", "REJECTED", "REJECTED");
        assertThat(jdbc.sql("SELECT count(*) FROM outbox WHERE key = :sku").param("sku", sku.value()).query(Long.class)
                .single()).as("one StockLevelChanged for the supply and one for the batch").isEqualTo(2);
    }

    @Test
    void crossingBatchesOfManySkusNeitherDeadlockNorOversell() throws Exception {
        var skus = IntStream.range(0, 6).mapToObj(_ -> supplied(40)).toList();
        var random = new Random(4711);
        var batches = new ArrayList<List<OrderFact>>();
        for (int batch = 0; batch < 40; batch++) {
            var facts = new ArrayList<OrderFact>();
            for (int order = 0; order < 10; order++) {
                var shuffled = new ArrayList<>(skus);
                Collections.shuffle(shuffled, random);
                var created = new OrderFact.Created(new OrderId(UUID.randomUUID()), UUID.randomUUID(),
                        List.of(new OrderLine(shuffled.get(0), 1), new OrderLine(shuffled.get(1), 1)), Instant.now());
                facts.add(created);
                facts.add(random.nextBoolean()
                        ? new OrderFact.Confirmed(created.orderId())
                        : new OrderFact.Cancelled(created.orderId()));
            }
            Collections.shuffle(facts, random);
            batches.add(facts);
        }
        // the same facts again and the other way round, at the same time
        batches.addAll(batches.stream().map(List::reversed).toList());

        inParallel(batches);

        for (Sku sku : skus) {
            var level = stock.of(sku);
            assertThat(level.reserved()).isEqualTo(pieces(sku, "HELD"));
            assertThat(level.sold()).isEqualTo(pieces(sku, "COMMITTED")).isLessThanOrEqualTo(40);
            assertThat(level.available()).isEqualTo(40 - level.reserved() - level.sold());
        }
    }

    private void inParallel(List<? extends List<OrderFact>> batches) throws Exception {
        var work = batches.stream().<Callable<Boolean>>map(batch -> () -> {
            fulfilment.take(List.copyOf(batch));
            return true;
        }).toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        }
    }

    private Sku supplied(int quantity) {
        var sku = new Sku("H-" + UUID.randomUUID());
        stock.supply("for " + sku, Warehouse.MAIN, List.of(new Supply(sku, quantity)), UUID.randomUUID());
        return sku;
    }

    private static OrderFact.Created created(Sku sku, int quantity) {
        return new OrderFact.Created(new OrderId(UUID.randomUUID()), UUID.randomUUID(),
                List.of(new OrderLine(sku, quantity)), Instant.now());
    }

    private String stateOf(OrderId order) {
        return jdbc.sql("SELECT state FROM reservation WHERE order_id = :id").param("id", order.value())
                .query(String.class).single();
    }

    private long pieces(Sku sku, String state) {
        return jdbc.sql("""
                SELECT coalesce(sum(quantity), 0) FROM reservation_line JOIN reservation USING (order_id)
                WHERE sku = :sku AND state = :state""")
                .param("sku", sku.value()).param("state", state).query(Long.class).single();
    }
}
