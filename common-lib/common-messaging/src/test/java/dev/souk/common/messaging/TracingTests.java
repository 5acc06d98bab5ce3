package dev.souk.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.souk.engines.Engine;
import dev.souk.test.SoukEngines;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.support.TransactionTemplate;

/** A first message goes to a listener, whose answer goes to a listener in batches, whose answers are looked at. */
@SpringBootTest
@SoukEngines({Engine.POSTGRES, Engine.KAFKA})
class TracingTests {

    @Autowired
    Outbox outbox;

    @Autowired
    Tracer tracer;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    TopicReader reader;

    @Test
    void aTraceGoesOnThroughOutboxAndListenersEvenWhereMessagesOfManyTracesAreHandledTogether() {
        Map<String, String> traces = transactions.execute(status -> List.of("order-1", "order-2", "order-3")
                .stream()
                .collect(Collectors.toMap(Function.identity(), this::announceInATraceOfItsOwn)));

        await().untilAsserted(() -> assertThat(reader.all("third")).hasSize(3));

        assertThat(reader.all("third")).allSatisfy(message -> assertThat(TopicReader.header(message, "traceparent"))
                .contains("-" + traces.get(message.key()) + "-"));
    }

    /** Returns the id of the trace. */
    private String announceInATraceOfItsOwn(String key) {
        Span span = tracer.nextSpan().name("request").start();
        try (Tracer.SpanInScope _ = tracer.withSpan(span)) {
            outbox.append(message("first", key));
            return Objects.requireNonNull(span.context().traceId());
        } finally {
            span.end();
        }
    }

    private static OutgoingMessage message(String topic, String key) {
        return new OutgoingMessage(topic, key, "Passed", "tests/Passed.v1", key);
    }

    @TestConfiguration
    static class Subscriptions {

        @Bean
        Subscription first(Outbox outbox) {
            return Subscription.to("first", "runner")
                    .inBatches(messages -> messages.forEach(message -> outbox.append(message("second", message.key()))))
                    .build();
        }

        @Bean
        Subscription second(Outbox outbox) {
            return Subscription.to("second", "runner")
                    .on("Passed", String.class, key -> outbox.append(message("third", key)))
                    .build();
        }
    }
}
