package dev.souk.jobs.client;

import java.util.List;
import java.util.Map;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

import dev.souk.common.web.client.ServiceToken;

/** What payment-service says to operators, and does for jobs: a bounded piece of work in each call. */
@FeignClient(name = "payment-service", configuration = ServiceToken.class, fallbackFactory = PaymentClientFallback.class)
public interface PaymentClient {

    /**
     * @param underWay how many payments are about to change what was taken
     * @param taken what was captured for orders that were not cancelled, in minor units by currency
     */
    record MoneySums(long orders, long underWay, Map<String, Long> taken, List<String> violations) {}

    /** @param limit how many at most */
    record Days(int limit) {}

    /**
     * @param days        that were compared
     * @param differences that were found in them
     * @param open        differences of all days that are not resolved
     * @param more        whether another call would find more to do
     */
    record Reconciled(int days, int differences, int open, boolean more) {}

    @GetMapping("/internal/invariants")
    MoneySums invariants();

    @PostMapping("/internal/payments/reconcile")
    Reconciled reconcile(@RequestBody Days days);
}
