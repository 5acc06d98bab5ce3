package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.local.Platform;
import dev.souk.local.PlatformRunner;
import dev.souk.local.Service;
import dev.souk.local.api.Answer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@WholePlatform
class InvariantsApiTests {

    private final Platform platform;
    private final PlatformRunner runner;
    private final Goods goods;
    private final Shoppers shoppers;

    InvariantsApiTests(Platform platform, PlatformRunner runner, Goods goods, Shoppers shoppers) {
        this.platform = platform;
        this.runner = runner;
        this.goods = goods;
        this.shoppers = shoppers;
    }

    @Test
    void operatorsSeeThatEverythingAddsUp() {
        Shopper shopper = shoppers.register();
        shopper.awaitPayment(shopper.order(goods.sku(1), 1, "tok_visa"), "CAPTURED");
        Invariants.assertHold(platform);

        JsonNode report = goods.operator().get("/ops/invariants").expect(200);

        assertThat(report.path("holds").asBoolean()).as(report.toString()).isTrue();
        assertThat(report.path("stock").path("skus").asLong()).isPositive();
        assertThat(report.path("money").path("orders").asLong()).isPositive();
        assertThat(report.path("money").path("compared").asBoolean()).isTrue();
        assertThat(report.path("orders").path("terminal").asLong())
                .isBetween(1L, report.path("orders").path("accepted").asLong());
        shopper.api().get("/ops/invariants").expect(403);
    }

    @Test
    void nobodyIsToldThatItHoldsWhileAServiceIsAway() {
        runner.stop(Service.PAYMENT.id());
        Answer answer;
        try {
            answer = goods.operator().get("/ops/invariants");
        } finally {
            runner.start(Service.PAYMENT.id());
        }

        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
    }
}
