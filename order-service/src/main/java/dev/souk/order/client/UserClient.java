package dev.souk.order.client;

import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import dev.souk.common.web.client.RelayUserToken;

/** The shopper's address book, read with the shopper's own token. */
@FeignClient(name = "user-service", configuration = RelayUserToken.class, fallbackFactory = UserClientFallback.class, dismiss404 = true)
public interface UserClient {

    record Address(String recipient, String line1, @Nullable String line2, String city, @Nullable String region,
            String postalCode, String countryCode, @Nullable String phone) {}

    /**
     * Empty when the address is not there or not this shopper's, which is an answer and no failure.
     *
     * @throws dev.souk.common.web.client.DependencyUnavailable when there is no answer
     */
    @GetMapping("/api/v1/users/me/addresses/{id}")
    Optional<Address> address(@PathVariable("id") UUID id);
}
