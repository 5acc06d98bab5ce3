package dev.souk.jobs.catalogue;

import java.util.ArrayList;
import java.util.List;
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

    /** A kind of what is left over, and how a piece of it is deleted. */
    private record Leftovers(String name, Supplier<Deleted> nextPiece) {}

    /** All kinds have their turn, whichever fail: old orders are not kept because object storage is away. */
    @XxlJob("cleanCatalogue")
    void cleanCatalogue() {
        List<String> results = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (Leftovers leftovers : inShard(XxlJobHelper.getShardIndex(), XxlJobHelper.getShardTotal())) {
            try {
                results.add(clean(leftovers));
            } catch (RuntimeException failure) {
                XxlJobHelper.log(failure);
                failures.add(leftovers.name() + " (" + failure.getMessage() + ")");
            }
        }
        String deleted = results.isEmpty() ? "nothing deleted" : String.join(", ", results) + " deleted";
        if (failures.isEmpty()) {
            XxlJobHelper.handleSuccess(deleted);
        } else {
            XxlJobHelper.handleFail(deleted + "; failed: " + String.join(", ", failures));
        }
    }

    /** Uploads, of which each executor has its share; the rest is little and one executor does it. */
    private List<Leftovers> inShard(int shard, int shards) {
        Leftovers uploads = new Leftovers("abandoned uploads",
                () -> products.deleteAbandonedUploads(new Piece(shard, shards, PIECE)));
        return shard > 0
                ? List.of(uploads)
                : List.of(uploads,
                        new Leftovers("files of old imports", () -> products.deleteImportFiles(new Limit(PIECE))),
                        new Leftovers("old orders", () -> products.deleteOldPurchases(new Limit(PIECE))));
    }

    /** Piece by piece until nothing is left, or until the next run may as well do the rest. */
    private static String clean(Leftovers leftovers) {
        int deleted = 0;
        boolean more = true;
        for (int pieces = 0; more && pieces < MOST_PIECES; pieces++) {
            Deleted piece = leftovers.nextPiece().get();
            deleted += piece.deleted();
            more = piece.more();
        }
        return deleted + " " + leftovers.name() + (more ? " (more are left for the next run)" : "");
    }
}
