package dev.souk.local.imports;

import dev.souk.local.Pauses;
import dev.souk.local.UserError;
import dev.souk.local.api.MultipartFile;
import dev.souk.local.api.SoukApi;
import dev.souk.local.imports.ImportResult.BadRow;
import java.io.FileNotFoundException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Brings a feed into the catalogue through the public API, as an operator. */
public final class FeedImport {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final SoukApi operator;
    private final ImportProgress progress;

    public FeedImport(SoukApi operator, ImportProgress progress) {
        this.operator = operator;
        this.progress = progress;
    }

    /**
     * Returns when every product of the feed can be found and has its stock. Running it again changes nothing.
     *
     * @param reference of the supply: a SKU gets its pieces once for each reference
     * @throws UserError when the catalogue gave the import up
     */
    public ImportResult run(Feed feed, String reference, int piecesEach) {
        long lines = feed.lines();
        JsonNode ended = awaitEnd(upload(feed), lines);
        List<BadRow> badRows = ended.path("errors").valueStream()
                .map(error -> new BadRow(error.path("line").asLong(), error.path("detail").asString("")))
                .toList();
        Feed.Contents contents = feed.contents(badRows.stream().map(BadRow::line).collect(Collectors.toSet()));
        long supplied = new Supplies(operator).give(
                reference, contents.skus(), piecesEach, given -> progress.stocking(given, contents.skus().size()));
        return new ImportResult(
                ended.path("read").asLong(),
                ended.path("created").asLong(),
                ended.path("changed").asLong(),
                ended.path("unchanged").asLong(),
                ended.path("failed").asLong(),
                supplied,
                badRows);
    }

    private String upload(Feed feed) {
        try {
            MultipartFile form = MultipartFile.of("file", feed.file());
            return operator.post("/catalogue/imports", form.contentType(), form.body())
                    .expect(202)
                    .path("id")
                    .asString();
        } catch (FileNotFoundException e) {
            throw new UserError("There is no readable file " + feed.file(), e);
        }
    }

    private JsonNode awaitEnd(String id, long lines) {
        while (true) {
            JsonNode status = operator.get("/catalogue/imports/" + id).expect(200);
            progress.loading(status.path("read").asLong(), status.path("indexed").asLong(), lines);
            switch (status.path("status").asString()) {
                case "COMPLETED" -> {
                    return status;
                }
                case "FAILED" -> throw new UserError("The catalogue gave the import up: " + status);
                default -> Pauses.of(LOOK_AGAIN);
            }
        }
    }
}
