package dev.souk.jobs.client;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

import dev.souk.common.web.client.ServiceToken;

/** What product-service does for jobs: a bounded piece of work in each call. */
@FeignClient(name = "product-service", configuration = ServiceToken.class, fallbackFactory = ProductClientFallback.class)
public interface ProductClient {

    /** @param limit how many at most */
    record Piece(int shard, int shards, int limit) {}

    /** @param limit how many at most */
    record Limit(int limit) {}

    /** @param more whether another call may find more to do */
    record Deleted(int deleted, boolean more) {}

    @PostMapping("/internal/uploads/delete-abandoned")
    Deleted deleteAbandonedUploads(@RequestBody Piece piece);

    @PostMapping("/internal/imports/delete-files")
    Deleted deleteImportFiles(@RequestBody Limit limit);

    @PostMapping("/internal/purchases/delete-old")
    Deleted deleteOldPurchases(@RequestBody Limit limit);
}
