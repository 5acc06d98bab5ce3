package dev.souk.local.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.local.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedImportTests {

    private static final String RUNNING = "{\"status\":\"RUNNING\",\"read\":10,\"indexed\":5}";
    private static final String COMPLETED = """
            {"status":"COMPLETED","read":2001,"created":2000,"failed":1,"indexed":2000,
             "errors":[{"line":3,"detail":"no price"}]}""";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void everySkuOfTheFeedGetsItsPiecesInBatches() throws IOException {
        try (StubEdge edge = new StubEdge(List.of(RUNNING, COMPLETED))) {
            ImportResult result = new FeedImport(edge.api(), ImportProgress.silent()).run(feed(2_001), "import", 100);

            assertThat(edge.uploads).singleElement().asString().contains("filename=\"feed.jsonl\"",
                    "{\"id\":\"sku-1\"}");
            assertThat(edge.supplies).extracting(supply -> supply.path("items").size()).containsExactly(1_000, 1_000);
            assertThat(edge.supplies.getFirst().path("reference").asString()).isEqualTo("import");
            assertThat(edge.supplies.getFirst().path("items").path(0).toString())
                    .contains("\"sku\":\"sku-1\"", "\"quantity\":100");
            assertThat(edge.supplies.toString()).doesNotContain("\"sku-3\"");
            assertThat(result.supplied()).isEqualTo(2_000);
            assertThat(result.badRows()).containsExactly(new ImportResult.BadRow(3, "no price"));
        }
    }

    @Test
    void anImportThatTheCatalogueGaveUpGivesNoStock() throws IOException {
        try (StubEdge edge = new StubEdge(List.of(RUNNING, "{\"status\":\"FAILED\",\"failure\":\"disk full\"}"))) {
            FeedImport feedImport = new FeedImport(edge.api(), ImportProgress.silent());

            assertThatThrownBy(() -> feedImport.run(feed(3), "import", 100))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("disk full");
            assertThat(edge.supplies).isEmpty();
        }
    }

    @Test
    void anImportWithoutOneGoodLineIsNone() throws IOException {
        String allBad = "{\"status\":\"COMPLETED\",\"read\":3,\"failed\":3}";
        try (StubEdge edge = new StubEdge(List.of(allBad))) {
            assertThat(new FeedImport(edge.api(), ImportProgress.silent()).run(feed(0), "import", 100).hasProducts())
                    .isFalse();
        }
    }

    private Feed feed(int lines) throws IOException {
        String text = IntStream.rangeClosed(1, lines)
                .mapToObj("{\"id\":\"sku-%d\"}"::formatted)
                .collect(Collectors.joining("\n"));
        return new Feed(Files.writeString(directory.resolve("feed.jsonl"), text));
    }
}
