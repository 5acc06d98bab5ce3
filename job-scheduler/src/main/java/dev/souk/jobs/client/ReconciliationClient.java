package dev.souk.jobs.client;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

import dev.souk.common.web.client.ServiceToken;

/** Has payment-service read the provider's statement, which takes as long as the provider does: with a timeout of its own. */
@FeignClient(name = "payment-service", contextId = "reconciliation", configuration = ServiceToken.class, fallbackFactory = ReconciliationClientFallback.class)
public interface ReconciliationClient {

    /** @param limit how many at most */
    record Days(int limit) {}

    /**
     * @param days        that were compared
     * @param differences that were found in them
     * @param open        differences of all days that are not resolved
     * @param more        whether another call would find more to do
     */
    record Reconciled(int days, int differences, int open, boolean more) {}

    @PostMapping("/internal/payments/reconcile")
    Reconciled reconcile(@RequestBody Days days);
}
