package dev.souk.product.messaging;

import dev.souk.common.messaging.Outbox;
import dev.souk.common.messaging.OutgoingMessage;
import dev.souk.product.catalogue.Product;
import dev.souk.product.catalogue.ProductAnnouncements;
import dev.souk.product.catalogue.ProductEvent;
import dev.souk.product.catalogue.ProductEvent.ProductChanged;
import dev.souk.product.catalogue.ProductEvent.ProductPublished;
import dev.souk.product.catalogue.ProductEvent.ProductWithdrawn;
import dev.souk.product.catalogue.Variant;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Announces what becomes of products. A new kind of event does not compile before it has a published form. */
@Component
class ProductPublisher implements ProductAnnouncements {

    private static final String TOPIC = "products";

    private final Outbox outbox;

    ProductPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void announce(List<ProductEvent> events) {
        if (!events.isEmpty()) {
            outbox.append(events.stream().map(ProductPublisher::published).toArray(OutgoingMessage[]::new));
        }
    }

    private static OutgoingMessage published(ProductEvent event) {
        return switch (event) {
            case ProductPublished it -> message("ProductPublished", it, OnSale.of(it));
            case ProductChanged it -> message("ProductChanged", it, OnSale.of(it));
            case ProductWithdrawn it -> message("ProductWithdrawn", it,
                    new Withdrawn(it.product().id().value(), it.product().version(), it.occurredAt()));
        };
    }

    private static OutgoingMessage message(String type, ProductEvent event, Object data) {
        return new OutgoingMessage(TOPIC, event.product().id().toString(), type, "product-service/" + type + ".v1",
                data);
    }

    /** @param version of the product; of two events the one with the higher version is the later */
    private record OnSale(UUID productId, long version, String title, String currency, List<Priced> variants,
            Instant occurredAt) {

        static OnSale of(ProductEvent event) {
            Product product = event.product();
            List<Variant> variants = product.details().variants();
            return new OnSale(product.id().value(), product.version(), product.details().title(),
                    variants.getFirst().listPrice().currency().getCurrencyCode(),
                    variants.stream().map(variant -> Priced.of(variant, event.occurredAt())).toList(),
                    event.occurredAt());
        }
    }

    /** @param price what it costs when the event occurs, in minor units, as is {@code listPrice} */
    private record Priced(String sku, long price, long listPrice) {

        static Priced of(Variant variant, Instant at) {
            return new Priced(variant.sku().value(), variant.priceAt(at).amount(), variant.listPrice().amount());
        }
    }

    private record Withdrawn(UUID productId, long version, Instant occurredAt) {}
}
