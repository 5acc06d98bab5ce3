package dev.souk.jobs.catalogue;

import java.util.function.Supplier;

import org.springframework.stereotype.Component;

import com.xxl.job.core.context.XxlJobHelper;
import com.xxl.job.core.handler.annotation.XxlJob;

import dev.souk.jobs.client.ProductClient;
import dev.souk.jobs.client.ProductClient.Deleted;
import dev.souk.jobs.client.ProductClient.Limit;
import dev.souk.jobs.client.ProductClient.Piece;

/**
 * The job that clears away what product-service no longer needs. Run it as a sharding broadcast. It may run twice or
 * overlap, because product-service deletes only what is left over.
 */
@Component
class CatalogueJobs {

    private static final int PIECE = 200;
    private static final int MOST_PIECES = 20;

    private final ProductClient products;

    CatalogueJobs(ProductClient products) {
        this.products = products;
    }

    /** Uploads, of which each executor has its share; the rest is little and one executor does it. */
    @XxlJob("cleanCatalogue")
    void cleanCatalogue() {
        int shard = XxlJobHelper.getShardIndex();
        int shards = XxlJobHelper.getShardTotal();
        String result = clean("abandoned uploads",
                () -> products.deleteAbandonedUploads(new Piece(shard, shards, PIECE)));
        if (shard == 0) {
            result += ", " + clean("files of old imports", () -> products.deleteImportFiles(new Limit(PIECE)));
            result += ", " + clean("old orders", () -> products.deleteOldPurchases(new Limit(PIECE)));
        }
        XxlJobHelper.handleSuccess(result + " deleted");
    }

    /** Piece by piece until nothing is left, or until the next run may as well do the rest. */
    private static String clean(String what, Supplier<Deleted> nextPiece) {
        int deleted = 0;
        boolean more = true;
        for (int pieces = 0; more && pieces < MOST_PIECES; pieces++) {
            Deleted piece = nextPiece.get();
            deleted += piece.deleted();
            more = piece.more();
        }
        return deleted + " " + what + (more ? " (more are left for the next run)" : "");
    }
}
