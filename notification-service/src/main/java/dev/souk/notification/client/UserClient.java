package dev.souk.notification.client;

import dev.souk.common.web.client.ServiceToken;
import java.util.UUID;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What we ask of user-service, as a service. There is no fallback: nobody else knows where a shopper can be written to. */
@FeignClient(name = "user-service", configuration = ServiceToken.class)
interface UserClient {

    @GetMapping("/internal/users/{id}/contact")
    Contact contact(@PathVariable UUID id);

    @PostMapping("/internal/mail-requests/{id}/letter")
    Letter letter(@PathVariable UUID id);
}
