package dev.souk.common.web.client;

import org.jspecify.annotations.Nullable;

/**
 * Another service could not answer: it is down, too slow, or its circuit is open. Answered with 503 and
 * {@code Retry-After}. A fallback that does not know the true answer throws this.
 */
public final class DependencyUnavailable extends RuntimeException {

    private final String service;

    /** @param service its name, for example {@code "product-service"} */
    public DependencyUnavailable(String service) {
        this(service, null);
    }

    public DependencyUnavailable(String service, @Nullable Throwable cause) {
        super(service + " is not available right now", cause);
        this.service = service;
    }

    public String service() {
        return service;
    }
}
