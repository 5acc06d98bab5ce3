package dev.souk.product.web;

import dev.souk.product.media.AbandonedUploads;
import dev.souk.product.media.Shard;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** For the jobs, which call {@code /internal/**} with a service's token. */
@RestController
class AbandonedUploadsController {

    private final AbandonedUploads uploads;

    AbandonedUploadsController(AbandonedUploads uploads) {
        this.uploads = uploads;
    }

    @PostMapping("/internal/uploads/delete-abandoned")
    AbandonedUploads.Deleted delete(@Valid @RequestBody ShardRequest request) {
        return uploads.delete(new Shard(request.shard(), request.shards()), request.limit());
    }

    /** @param limit how many uploads at most in one call */
    record ShardRequest(@NotNull @Min(0) Integer shard, @NotNull @Min(1) @Max(Shard.MAX_COUNT) Integer shards,
            @NotNull @Min(1) @Max(1_000) Integer limit) {

        @AssertTrue(message = "must be less than shards")
        boolean isShardThere() {
            return shard == null || shards == null || shard < shards;
        }
    }
}
