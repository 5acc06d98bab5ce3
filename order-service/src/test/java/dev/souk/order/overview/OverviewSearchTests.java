package dev.souk.order.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.souk.order.RunningOrderService;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderStatus;

/** How PostgreSQL looks for what operators look for. */
@RunningOrderService
class OverviewSearchTests {

    private final JdbcClient jdbc;

    @Autowired
    OverviewSearchTests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A subplan would be asked for each order; a join can begin with the lines that are found. */
    @Test
    void theLinesThatAreFoundLeadToTheirOrders() {
        assertThat(plan(query("MUG-1", null))).contains("sku =").doesNotContain("SubPlan");
        assertThat(plan(query(null, "tea"))).contains("tsvector").doesNotContain("SubPlan");
    }

    @Test
    void everyConditionIsPartOfTheStatement() {
        assertThat(plan(new OrderQuery(Set.of(OrderStatus.PENDING), UUID.randomUUID(), "MUG-1", Instant.EPOCH,
                Instant.EPOCH.plusSeconds(1), "tea")))
                .contains("status", "user_id", "created_at >=", "created_at <", "id <", "sku =", "tsvector");
    }

    private static OrderQuery query(@Nullable String sku, @Nullable String words) {
        return new OrderQuery(Set.of(), null, sku, null, null, words);
    }

    private String plan(OrderQuery query) {
        Overviews.Search search = Overviews.search(query, new OrderId(UUID.randomUUID()), 20);
        List<String> plan = jdbc.sql("explain " + search.sql()).params(search.values()).query(String.class).list();
        return String.join("\n", plan);
    }
}
