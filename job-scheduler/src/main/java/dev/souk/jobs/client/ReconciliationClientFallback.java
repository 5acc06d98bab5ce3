package dev.souk.jobs.client;

import org.springframework.cloud.openfeign.FallbackFactory;
import org.springframework.stereotype.Component;

import dev.souk.common.web.client.DependencyUnavailable;

/** Work that could not be done has failed, and says so. */
@Component
class ReconciliationClientFallback implements FallbackFactory<ReconciliationClient> {

    @Override
    public ReconciliationClient create(Throwable cause) {
        return days -> {
            throw new DependencyUnavailable("payment-service", cause);
        };
    }
}
