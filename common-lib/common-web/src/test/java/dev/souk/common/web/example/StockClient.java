package dev.souk.common.web.example;

import java.util.Map;

import dev.souk.common.web.client.ServiceToken;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;

/** Asks in the name of the service. */
@FeignClient(name = "inventory-service", configuration = ServiceToken.class)
public interface StockClient {

    @GetMapping("/internal/levels")
    Map<String, Object> levels();
}
