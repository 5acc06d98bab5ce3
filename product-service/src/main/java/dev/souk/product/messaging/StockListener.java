package dev.souk.product.messaging;

import dev.souk.common.messaging.IncomingMessage;
import dev.souk.common.messaging.Subscription;
import dev.souk.product.catalogue.StockLevels;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hears from inventory-service how many pieces of each SKU are available. */
@Configuration(proxyBeanMethods = false)
class StockListener {

    @Bean
    Subscription stock(StockLevels levels) {
        return Subscription.to("stock", "product")
                .inBatches(messages -> levels.heard(read(messages)))
                .build();
    }

    private static List<StockLevels.StockLevel> read(List<IncomingMessage> messages) {
        return messages.stream()
                .filter(message -> StockLevelChanged.TYPE.equals(message.type()))
                .map(message -> message.data(StockLevelChanged.class).toLevel())
                .toList();
    }
}
