package dev.souk.product.web;

import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.common.web.security.Caller;
import dev.souk.product.imports.CatalogueImport;
import dev.souk.product.imports.Feed;
import dev.souk.product.imports.FeedService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Feeds that are imported every night. */
@RestController
class FeedController {

    private static final String FEEDS = "/api/v1/catalogue/feeds";
    private static final String A_NAME = "The operator's name for the feed";
    private static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";

    private final FeedService feeds;

    FeedController(FeedService feeds) {
        this.feeds = feeds;
    }

    @PutMapping(FEEDS + "/{name}")
    @ApiResponse(responseCode = "200", description = "It was there already", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "201", description = "It is new; Location says where", useReturnTypeSchema = true)
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(summary = "Register a feed", description = "It is imported every night at 03:00 UTC from then on, if its source "
            + "says that it has changed. A name that is there already gets the new URL. What an import does not mention stays as it "
            + "is: a product that vanishes from its feed is withdrawn by an operator. 422 when nothing is fetched from that host.")
    ResponseEntity<FeedResponse> register(
            @PathVariable @Pattern(regexp = NAME, message = "1 to 63 lower-case letters, digits and dashes") @Parameter(description = A_NAME, example = "acme") String name,
            @Valid @RequestBody FeedRequest request, Caller caller) {
        boolean added = feeds.register(name, request.url(), caller.userId());
        FeedResponse feed = FeedResponse.of(feeds.find(name));
        return added ? ResponseEntity.created(URI.create(FEEDS + "/" + name)).body(feed) : ResponseEntity.ok(feed);
    }

    @GetMapping(FEEDS + "/{name}")
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(summary = "A feed and its last import")
    FeedResponse feed(@Parameter(description = A_NAME) @PathVariable String name) {
        return FeedResponse.of(feeds.find(name));
    }

    @GetMapping(FEEDS)
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(summary = "All feeds, by name")
    CursorPage<FeedResponse> page(PageSize size, @Nullable Cursor cursor) {
        return CursorPage.of(feeds.after(cursor == null ? "" : cursor.text(0), size.plusOne()), size,
                last -> Cursor.of(last.name())).map(FeedResponse::of);
    }

    @DeleteMapping(FEEDS + "/{name}")
    @ApiResponse(responseCode = "204", description = "Removed")
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(summary = "Import a feed no more", description = "An import that runs goes on, and its products stay.")
    ResponseEntity<Void> remove(@Parameter(description = A_NAME) @PathVariable String name) {
        feeds.remove(name);
        return ResponseEntity.noContent().build();
    }

    /** Starts the import of every feed that has none running. For the job, with a service's token. */
    @PostMapping("/internal/feeds/import")
    FeedService.Started startImports() {
        return feeds.startImports();
    }

    record FeedRequest(
            @Schema(description = "Of an origin that the service is configured to fetch from", example = "https://feeds.example.com/souk/products.jsonl.gz") @NotBlank String url) {}

    /** @param lastImport null before the first one */
    record FeedResponse(@Schema(example = "acme") String name, String url, Instant registeredAt,
            @Nullable LastImportResponse lastImport) {

        static FeedResponse of(Feed feed) {
            return new FeedResponse(feed.name(), feed.url(), feed.registeredAt(), feed.lastImport()
                    .map(last -> new LastImportResponse(last.id(), last.status())).orElse(null));
        }
    }

    record LastImportResponse(UUID id, CatalogueImport.Status status) {}
}
