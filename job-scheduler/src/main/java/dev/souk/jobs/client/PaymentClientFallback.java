package dev.souk.jobs.client;

import org.springframework.cloud.openfeign.FallbackFactory;
import org.springframework.stereotype.Component;

import dev.souk.common.web.client.DependencyUnavailable;

/** Work that could not be done has failed, and says so. */
@Component
class PaymentClientFallback implements FallbackFactory<PaymentClient> {

    @Override
    public PaymentClient create(Throwable cause) {
        return () -> {
            throw new DependencyUnavailable("payment-service", cause);
        };
    }
}
