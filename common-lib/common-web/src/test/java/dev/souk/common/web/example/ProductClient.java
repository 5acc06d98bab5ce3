package dev.souk.common.web.example;

import java.util.Map;

import dev.souk.common.web.client.RelayUserToken;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

@FeignClient(name = "product-service", configuration = RelayUserToken.class)
interface ProductClient {

    @GetMapping("/prices/{sku}")
    Map<String, Object> price(@PathVariable("sku") String sku);

    @PostMapping("/reservations")
    void reserve();

    @GetMapping("/of-caller")
    Map<String, Object> ofCaller();
}
