package dev.souk.product.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/**
 * Answers to what was asked within the last half second, for questions whose answer is the same for everybody. One answer is in the
 * making for each question at a time, and no failure is kept.
 */
@Service
public class RecentAnswers {

    /** Search itself follows the catalogue within some tenths of a second: with this, a change is seen within one. */
    private static final Duration LIFE = Duration.ofMillis(500);
    private static final int OVERHEAD_BYTES = 1024;

    private final SingleFlight<Object, Answer> answers;

    RecentAnswers(CacheProperties properties, MeterRegistry meters) {
        this.answers = new SingleFlight<>(Caffeine.newBuilder()
                .maximumWeight(properties.searches().toBytes())
                .weigher((Object _, Answer answer) -> OVERHEAD_BYTES + answer.body().length)
                .expireAfter(Expiry.creating((Object _, Answer _) -> LIFE))
                .build(), counter("hit", meters), counter("miss", meters));
    }

    /**
     * The answer, whose tag is made of its body.
     *
     * @param question all that the answer depends on, with an {@code equals} that says so
     */
    public Answer get(Object question, Supplier<byte[]> make) {
        return answers.get(question, _ -> true, () -> {
            byte[] body = make.get();
            return new Answer(body, "\"" + UUID.nameUUIDFromBytes(body) + "\"", Instant.MAX);
        });
    }

    private static Counter counter(String result, MeterRegistry meters) {
        return Counter.builder("souk.search.cache").description("Searches, by whether the same was just asked")
                .tag("result", result).register(meters);
    }
}
