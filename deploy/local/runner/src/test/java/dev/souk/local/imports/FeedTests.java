package dev.souk.local.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.local.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedTests {

    private static final String LINES = """
            {"id":"a","title":"First"}

            not json
            {"title":"without an id"}
            {"id":"b","price":"1.00 USD"}
            {"id":"a","title":"Again"}
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theSkusAreTheIdsEachOnce() throws IOException {
        assertThat(plain().contents(Set.of()).skus()).containsExactly("a", "b");
    }

    @Test
    void linesThatTheCatalogueRefusedGetNoStock() throws IOException {
        assertThat(plain().contents(Set.of(5L)).skus()).containsExactly("a");
    }

    @Test
    void aCompressedFileReadsTheSame() throws IOException {
        Path file = directory.resolve("whatever.name");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(LINES.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(new Feed(file).contents(Set.of())).isEqualTo(plain().contents(Set.of()));
        assertThat(new Feed(file).lines()).isEqualTo(6);
    }

    @Test
    void aCutOffFileIsSaidToBeOne() throws IOException {
        Path file = directory.resolve("feed.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(LINES.repeat(1_000).getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> new Feed(file).lines())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("feed.gz");
    }

    @Test
    void anEmptyFileHasNothingInIt() throws IOException {
        Path file = directory.resolve("empty");
        Files.createFile(file);

        assertThat(new Feed(file).contents(Set.of())).isEqualTo(new Feed.Contents(0, Set.of()));
    }

    private Feed plain() throws IOException {
        Path file = directory.resolve("feed.jsonl");
        Files.writeString(file, LINES);
        return new Feed(file);
    }
}
