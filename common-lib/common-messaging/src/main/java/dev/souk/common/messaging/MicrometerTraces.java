package dev.souk.common.messaging;

import java.util.HashMap;
import java.util.Map;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;

/** Traces by Micrometer, over Brave or OpenTelemetry. */
final class MicrometerTraces implements Traces {

    private final Tracer tracer;
    private final Propagator propagator;

    MicrometerTraces(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    @Override
    public @Nullable String current() {
        Span span = tracer.currentSpan();
        if (span == null) {
            return null;
        }
        Map<String, String> fields = new HashMap<>();
        propagator.inject(span.context(), fields, (carrier, name, value) -> fields.put(name, value));
        return fields.get(MessageHeaders.TRACEPARENT);
    }

    @Override
    public void continued(@Nullable String traceparent, String name, Runnable work) {
        Map<String, String> fields = traceparent == null ? Map.of() : Map.of(MessageHeaders.TRACEPARENT, traceparent);
        Span span = propagator.extract(fields, Map::get).kind(Span.Kind.CONSUMER).name(name).start();
        try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
            work.run();
        } catch (RuntimeException e) {
            span.error(e);
            throw e;
        } finally {
            span.end();
        }
    }
}
