package dev.souk.common.messaging;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SubscriptionBuilderTests {

    @Test
    void aSubscriptionWithoutHandlersIsRefused() {
        assertThatThrownBy(() -> Subscription.to("orders", "payment").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("on(...) or inBatches(...)");
    }

    @Test
    void handlersByTypeAndInBatchesExcludeEachOther() {
        var both = Subscription.to("orders", "payment")
                .on("OrderCreated", String.class, order -> {})
                .inBatches(orders -> {});

        assertThatThrownBy(both::build).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void twoHandlersOfOneTypeAreRefused() {
        var builder = Subscription.to("orders", "payment").on("OrderCreated", String.class, order -> {});

        assertThatThrownBy(() -> builder.on("OrderCreated", String.class, order -> {}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("OrderCreated");
    }

    @Test
    void aMessageNeedsAKey() {
        assertThatThrownBy(
                () -> new OutgoingMessage("orders", " ", "OrderCreated", "order-service/OrderCreated.v1", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key");
    }
}
