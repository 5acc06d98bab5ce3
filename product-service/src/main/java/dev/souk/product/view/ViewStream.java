package dev.souk.product.view;

import dev.souk.product.catalogue.ProductId;
import dev.souk.product.view.View.Place;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.api.stream.StreamTrimArgs;
import org.redisson.client.codec.StringCodec;
import org.springframework.stereotype.Component;

/** The views that were not counted yet, in a Redis stream. */
@Component
class ViewStream {

    static final String KEY = "souk:product:views";

    /** What Redis keeps at most (some 100 MB) while nobody counts; the oldest go first. */
    private static final int MOST = 1_000_000;
    private static final String PRODUCT = "p";
    private static final String FINGERPRINT = "f";

    private final RStream<String, String> stream;

    ViewStream(RedissonClient redis) {
        this.stream = redis.getStream(KEY, StringCodec.INSTANCE);
    }

    /** Does not wait. */
    CompletionStage<?> add(ProductId product, String fingerprint) {
        return stream.addAsync(StreamAddArgs.entries(PRODUCT, product.toString(), FINGERPRINT, fingerprint)
                .trimNonStrict().maxLen(MOST).noLimit());
    }

    /** The oldest of those that came after the place. */
    List<View> after(Place place, int limit) {
        return stream.range(StreamRangeArgs.startIdExclusive(id(place)).endId(StreamMessageId.MAX).count(limit))
                .entrySet().stream().map(entry -> view(entry.getKey(), entry.getValue())).toList();
    }

    /** How many wait, with those that are counted and not cleared away yet. */
    long size() {
        return stream.size();
    }

    /** Clears those up to the place, which are counted. */
    void clearUpTo(Place place) {
        stream.trim(StreamTrimArgs.minId(new StreamMessageId(place.millis(), place.sequence() + 1)).noLimit());
    }

    private static View view(StreamMessageId id, Map<String, String> fields) {
        return new View(new Place(id.getId0(), id.getId1()), new ProductId(UUID.fromString(fields.get(PRODUCT))),
                Objects.requireNonNull(fields.get(FINGERPRINT)));
    }

    private static StreamMessageId id(Place place) {
        return new StreamMessageId(place.millis(), place.sequence());
    }
}
