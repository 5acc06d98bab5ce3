package dev.souk.jobs.client;

import java.util.List;
import java.util.Map;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;

import dev.souk.common.web.client.ServiceToken;

/** What payment-service says to operators. */
@FeignClient(name = "payment-service", configuration = ServiceToken.class, fallbackFactory = PaymentClientFallback.class)
public interface PaymentClient {

    /**
     * @param underWay how many payments are about to change what was taken
     * @param taken what was captured for orders that were not cancelled, in minor units by currency
     */
    record MoneySums(long orders, long underWay, Map<String, Long> taken, List<String> violations) {}

    @GetMapping("/internal/invariants")
    MoneySums invariants();
}
