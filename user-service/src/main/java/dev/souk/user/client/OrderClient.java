package dev.souk.user.client;

import java.util.UUID;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.JsonNode;

/** What we ask of order-service, as a service. There is no fallback: nobody else knows what it holds. */
@FeignClient(name = "order-service", configuration = OwnServiceToken.class)
interface OrderClient {

    @GetMapping("/internal/users/{userId}/personal-data")
    JsonNode personalData(@PathVariable UUID userId);
}
