package dev.souk.notification.client;

import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.common.web.client.ServiceToken;
import feign.FeignException;
import java.util.UUID;
import org.springframework.cloud.openfeign.FallbackFactory;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What we ask of user-service, as a service. */
@FeignClient(name = "user-service", configuration = ServiceToken.class, fallbackFactory = UserClient.TruthfulFallback.class)
interface UserClient {

    @GetMapping("/internal/users/{id}/contact")
    Contact contact(@PathVariable UUID id);

    /** Knows no address that user-service does not tell; only its clear no is passed on. */
    @Component
    final class TruthfulFallback implements FallbackFactory<UserClient> {

        @Override
        public UserClient create(Throwable cause) {
            return id -> {
                if (cause instanceof FeignException.NotFound notFound) {
                    throw notFound;
                }
                throw new DependencyUnavailable("user-service", cause);
            };
        }
    }
}
