package dev.souk.jobs.catalogue;

import org.springframework.stereotype.Component;

import com.xxl.job.core.context.XxlJobHelper;
import com.xxl.job.core.handler.annotation.XxlJob;

import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.jobs.client.ProductClient;
import dev.souk.jobs.client.ProductClient.IndexChecked;
import dev.souk.jobs.client.ProductClient.IndexShard;

/**
 * The job that has the search index compared with the catalogue, and repaired. Run it as a sharding broadcast. It may run
 * twice or overlap, because a repair that comes twice changes nothing.
 */
@Component
class SearchIndexJobs {

    /** The same however many executors there are, so that one call compares little. */
    private static final int SHARDS = 16;

    private final ProductClient products;

    SearchIndexJobs(ProductClient products) {
        this.products = products;
    }

    /**
     * Fails when anything differed, so that the admin alerts someone: the index follows every commit, and what it lost is the
     * trace of a defect or of a restored backup. {@code ./souk check} reads the counts in the result.
     */
    @XxlJob("checkSearchIndex")
    void checkSearchIndex() {
        IndexChecked sum = new IndexChecked(0, 0, 0, 0, 0);
        String trouble = "";
        try {
            for (int shard = XxlJobHelper.getShardIndex(); shard < SHARDS; shard += XxlJobHelper.getShardTotal()) {
                sum = sum.and(products.checkSearchIndex(new IndexShard(shard, SHARDS)));
            }
        } catch (DependencyUnavailable unavailable) {
            XxlJobHelper.log(unavailable);
            trouble = "; not all were: " + unavailable.getMessage();
        }
        String result = sum.products() + " products and " + sum.documents() + " documents compared"
                + (sum.isClean() ? "" : differences(sum)) + trouble;
        if (sum.isClean() && trouble.isEmpty()) {
            XxlJobHelper.handleSuccess(result);
        } else {
            XxlJobHelper.handleFail(result);
        }
    }

    private static String differences(IndexChecked found) {
        return ", %d missing, %d outdated, %d surplus (they are being repaired)".formatted(found.missing(),
                found.outdated(), found.surplus());
    }
}
