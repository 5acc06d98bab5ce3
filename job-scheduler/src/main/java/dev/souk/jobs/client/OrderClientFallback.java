package dev.souk.jobs.client;

import org.springframework.cloud.openfeign.FallbackFactory;
import org.springframework.stereotype.Component;

import dev.souk.common.web.client.DependencyUnavailable;

/** A job that could not do its work has failed, and says so to the admin; an operator is told the truth or nothing. */
@Component
class OrderClientFallback implements FallbackFactory<OrderClient> {

    @Override
    public OrderClient create(Throwable cause) {
        return new OrderClient() {

            @Override
            public OrderSums invariants() {
                throw new DependencyUnavailable("order-service", cause);
            }

            @Override
            public Cancelled cancelUnpaid(Piece piece) {
                throw new DependencyUnavailable("order-service", cause);
            }

            @Override
            public Driven driveStuck(Piece piece) {
                throw new DependencyUnavailable("order-service", cause);
            }
        };
    }
}
