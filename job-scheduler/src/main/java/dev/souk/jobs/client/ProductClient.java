package dev.souk.jobs.client;

import java.util.List;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

import dev.souk.common.web.client.DependencyUnavailable;
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

    /** @param shards 1 to 256 */
    record IndexShard(int shard, int shards) {}

    /**
     * How the search index differed from the catalogue; what differed is being repaired.
     *
     * @param products  that the index should have
     * @param documents that it has
     * @param missing   products that it does not have
     * @param outdated  products of which it has another revision
     * @param surplus   documents of products that are not on sale, or not there
     */
    record IndexChecked(long products, long documents, int missing, int outdated, int surplus) {

        /** What both are together, of different shards. */
        public IndexChecked and(IndexChecked other) {
            return new IndexChecked(products + other.products, documents + other.documents, missing + other.missing,
                    outdated + other.outdated, surplus + other.surplus);
        }

        public boolean isClean() {
            return missing + outdated + surplus == 0;
        }
    }

    /**
     * @param started imports that have begun
     * @param running feeds whose import still goes on
     * @param failed  names of feeds whose import before this one has failed
     */
    record ImportsStarted(int started, int running, List<String> failed) {}

    @PostMapping("/internal/uploads/delete-abandoned")
    Deleted deleteAbandonedUploads(@RequestBody Piece piece);

    @PostMapping("/internal/imports/delete-files")
    Deleted deleteImportFiles(@RequestBody Limit limit);

    @PostMapping("/internal/feeds/import")
    ImportsStarted startImports();

    @PostMapping("/internal/purchases/delete-old")
    Deleted deleteOldPurchases(@RequestBody Limit limit);

    /** @throws DependencyUnavailable that names Elasticsearch when product-service answers but cannot ask that */
    @PostMapping("/internal/search/check")
    IndexChecked checkSearchIndex(@RequestBody IndexShard shard);
}
