package dev.souk.order.client;

import org.springframework.cloud.openfeign.FallbackFactory;
import org.springframework.stereotype.Component;

import dev.souk.common.web.client.DependencyUnavailable;

/** An order without an address cannot be delivered: better none than a wrong one. */
@Component
class UserClientFallback implements FallbackFactory<UserClient> {

    @Override
    public UserClient create(Throwable cause) {
        return _ -> {
            throw new DependencyUnavailable("user-service", cause);
        };
    }
}
