package dev.souk.common.messaging;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The traces of the messages of a batch, while it is handled. A thread can be in one trace only, so what the handler appends
 * to the outbox continues the trace of the message that has the same key: the same order, for example.
 */
final class BatchTraces {

    private static final ScopedValue<Map<String, String>> BY_KEY = ScopedValue.newInstance();

    private BatchTraces() {
    }

    static void during(List<? extends ConsumerRecord<String, ?>> batch, Runnable work) {
        Map<String, String> byKey = new HashMap<>();
        for (ConsumerRecord<String, ?> message : batch) {
            String traceparent = MessageHeaders.traceparent(message);
            if (traceparent != null) {
                byKey.put(message.key(), traceparent);
            }
        }
        ScopedValue.where(BY_KEY, byKey).run(work);
    }

    static @Nullable String ofKey(String key) {
        return BY_KEY.isBound() ? BY_KEY.get().get(key) : null;
    }
}
