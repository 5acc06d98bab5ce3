package dev.souk.jobs.client;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

import dev.souk.common.web.client.ServiceToken;

/** What order-service does for jobs, a bounded piece of work in each call, and says to operators. */
@FeignClient(name = "order-service", configuration = ServiceToken.class, fallbackFactory = OrderClientFallback.class)
public interface OrderClient {

    /** @param limit how many orders at most */
    record Piece(int shard, int shards, int limit) {}

    /**
     * @param failed how many could not be decided
     * @param more   whether another call would find more to do
     */
    record Cancelled(int cancelled, int failed, boolean more) {}

    /**
     * @param alerted how many of them have been announced so often in vain that a person must look
     * @param failed  how many could not be announced
     */
    record Driven(int announced, int alerted, int failed) {}

    /**
     * @param owed what orders that were confirmed and not cancelled cost, in minor units by currency
     * @param underWay how many wait for another service, and not too long yet
     */
    record OrderSums(long accepted, long terminal, long underWay, List<UUID> stuck, Map<String, Long> owed) {}

    @GetMapping("/internal/invariants")
    OrderSums invariants();

    @PostMapping("/internal/orders/cancel-unpaid")
    Cancelled cancelUnpaid(@RequestBody Piece piece);

    @PostMapping("/internal/orders/drive-stuck")
    Driven driveStuck(@RequestBody Piece piece);
}
