package dev.souk.jobs.client;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

import dev.souk.common.web.client.ServiceToken;

/** What order-service does for jobs: a bounded piece of work in each call. */
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

    @PostMapping("/internal/orders/cancel-unpaid")
    Cancelled cancelUnpaid(@RequestBody Piece piece);

    @PostMapping("/internal/orders/drive-stuck")
    Driven driveStuck(@RequestBody Piece piece);
}
