package dev.souk.product.catalogue;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Names a product inside Souk; a UUIDv7, so that the newest product has the greatest id. */
public record ProductId(UUID value) {

    public static ProductId next() {
        return new ProductId(UuidCreator.getTimeOrderedEpoch());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
