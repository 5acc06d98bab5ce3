package dev.souk.product.web;

import dev.souk.product.imports.ImportService;
import dev.souk.product.media.AbandonedUploads;
import dev.souk.product.media.Shard;
import dev.souk.product.purchase.PurchaseService;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Clears away what is no longer needed, a bounded piece in each call. For the jobs, which call {@code /internal/**} with a
 * service's token.
 */
@RestController
class CleaningController {

    private static final int LARGEST_PIECE = 1_000;

    private final AbandonedUploads uploads;
    private final ImportService imports;
    private final PurchaseService purchases;

    CleaningController(AbandonedUploads uploads, ImportService imports, PurchaseService purchases) {
        this.uploads = uploads;
        this.imports = imports;
        this.purchases = purchases;
    }

    @PostMapping("/internal/uploads/delete-abandoned")
    AbandonedUploads.Deleted deleteAbandonedUploads(@Valid @RequestBody ShardRequest request) {
        return uploads.delete(new Shard(request.shard(), request.shards()), request.limit());
    }

    @PostMapping("/internal/imports/delete-files")
    ImportService.Deleted deleteImportFiles(@Valid @RequestBody PieceRequest request) {
        return imports.deleteFiles(request.limit());
    }

    @PostMapping("/internal/purchases/delete-old")
    PurchaseService.Deleted deleteOldPurchases(@Valid @RequestBody PieceRequest request) {
        return purchases.deleteOld(request.limit());
    }

    /** @param limit how many at most in one call */
    record PieceRequest(@NotNull @Min(1) @Max(LARGEST_PIECE) Integer limit) {}

    /** @param limit how many uploads at most in one call */
    record ShardRequest(@NotNull @Min(0) Integer shard, @NotNull @Min(1) @Max(Shard.MAX_COUNT) Integer shards,
            @NotNull @Min(1) @Max(LARGEST_PIECE) Integer limit) {

        @AssertTrue(message = "must be less than shards")
        boolean isShardThere() {
            return shard == null || shards == null || shard < shards;
        }
    }
}
