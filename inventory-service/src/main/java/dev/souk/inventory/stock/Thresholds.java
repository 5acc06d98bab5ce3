package dev.souk.inventory.stock;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** From when on SKUs run low, and which do. Written only under the SKU's lock. */
@Repository
class Thresholds implements MeterBinder {

    private final JdbcClient jdbc;

    Thresholds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Threshold> find(Sku sku) {
        return jdbc.sql("SELECT threshold, low FROM low_stock_threshold WHERE sku = :sku").param("sku", sku.value())
                .query((row, _) -> new Threshold(sku, row.getLong("threshold"), row.getBoolean("low"))).optional();
    }

    void set(Threshold threshold, UUID operator, Instant now) {
        jdbc.sql("""
                INSERT INTO low_stock_threshold (sku, threshold, low, set_by, set_at)
                VALUES (:sku, :threshold, :low, :operator, :now)
                ON CONFLICT (sku) DO UPDATE SET threshold = excluded.threshold, low = excluded.low,
                    set_by = excluded.set_by, set_at = excluded.set_at""")
                .param("sku", threshold.sku().value()).param("threshold", threshold.pieces())
                .param("low", threshold.low()).param("operator", operator).param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void remove(Sku sku) {
        jdbc.sql("DELETE FROM low_stock_threshold WHERE sku = :sku").param("sku", sku.value()).update();
    }

    void remember(List<Threshold> crossed) {
        jdbc.sql("""
                UPDATE low_stock_threshold t SET low = n.low FROM unnest(:skus, :lows) AS n (sku, low)
                WHERE t.sku = n.sku""")
                .param("skus", crossed.stream().map(threshold -> threshold.sku().value()).toArray(String[]::new))
                .param("lows", crossed.stream().map(Threshold::low).toArray(Boolean[]::new))
                .update();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("souk.inventory.skus.low", this, Thresholds::countLow)
                .description("SKUs of which fewer pieces are available than their threshold says").register(registry);
    }

    long countLow() {
        return jdbc.sql("SELECT count(*) FROM low_stock_threshold WHERE low").query(Long.class).single();
    }
}
