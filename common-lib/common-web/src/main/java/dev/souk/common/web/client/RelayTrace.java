package dev.souk.common.web.client;

import feign.RequestInterceptor;
import feign.RequestTemplate;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;

/** Sends {@code traceparent} along, so that one request is one trace in every service. */
final class RelayTrace implements RequestInterceptor {

    private final Tracer tracer;
    private final Propagator propagator;

    RelayTrace(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    @Override
    public void apply(RequestTemplate request) {
        TraceContext current = tracer.currentTraceContext().context();
        if (current != null) {
            propagator.inject(current, request, (template, name, value) -> request.header(name, value));
        }
    }
}
