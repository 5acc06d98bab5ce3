package dev.souk.product.web;

import dev.souk.product.search.IndexCheck;
import dev.souk.product.search.IndexRebuild;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Looks after the search index. For the jobs, which call {@code /internal/**} with a service's token. */
@RestController
class SearchIndexController {

    private final IndexCheck check;
    private final IndexRebuild rebuild;

    SearchIndexController(IndexCheck check, IndexRebuild rebuild) {
        this.check = check;
        this.rebuild = rebuild;
    }

    /** Compares one shard of the index with the database, and repairs what differs. */
    @PostMapping("/internal/search/check")
    IndexCheck.Finding check(@Valid @RequestBody CheckRequest request) {
        return check.check(request.shard(), request.shards());
    }

    /** Builds a new index beside the one that shoppers search, and lets them search it when it is complete. */
    @PostMapping("/internal/search/rebuild")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RebuildResponse rebuild() {
        return new RebuildResponse(rebuild.begin());
    }

    /** @param index that is being built */
    record RebuildResponse(String index) {}

    record CheckRequest(@NotNull @Min(0) Integer shard,
            @NotNull @Min(1) @Max(IndexCheck.MOST_SHARDS) Integer shards) {

        @AssertTrue(message = "must be less than shards")
        boolean isShardThere() {
            return shard == null || shards == null || shard < shards;
        }
    }
}
