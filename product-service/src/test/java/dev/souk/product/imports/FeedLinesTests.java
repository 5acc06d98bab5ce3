package dev.souk.product.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class FeedLinesTests {

    private static final ImportProperties LIMITS = new ImportProperties(2, DataSize.ofKilobytes(1),
            DataSize.ofBytes(100), DataSize.ofKilobytes(64), Duration.ofSeconds(1), Duration.ofSeconds(1), 10,
            Duration.ofDays(1));

    @Test
    void plainAndGzipFilesGiveTheSameLines() throws IOException {
        byte[] file = bytes("one\ntwo\r\n\nthree");
        assertThat(texts(file)).containsExactly("one", "two\r", "", "three").isEqualTo(texts(gzip(file)));
    }

    @Test
    void anEmptyFileHasNoLine() throws IOException {
        assertThat(texts(new byte[0])).isEmpty();
    }

    @Test
    void aBatchEndsAtItsLimit() throws IOException {
        try (FeedLines lines = FeedLines.of(new ByteArrayInputStream(bytes("1\n2\n3\n")), LIMITS)) {
            assertThat(lines.batch()).extracting(FeedLine::number).containsExactly(1L, 2L);
            assertThat(lines.batch()).extracting(FeedLine::number).containsExactly(3L);
            assertThat(lines.batch()).isEmpty();
        }
    }

    @Test
    void readingGoesOnAfterTheCheckpoint() throws IOException {
        try (FeedLines lines = FeedLines.of(new ByteArrayInputStream(gzip(bytes("1\n2\n3\n"))), LIMITS)) {
            assertThat(lines.skipSome(2)).as("more to be skipped").isFalse();
            assertThat(lines.batch()).extracting(FeedLine::number).containsExactly(3L);
        }
    }

    @Test
    void aLongWayToTheCheckpointIsGoneInSteps() throws IOException {
        byte[] file = bytes("x".repeat(99).concat("\n").repeat(200) + "next");
        try (FeedLines lines = FeedLines.of(new DribblingInputStream(file, 100), LIMITS)) {
            int steps = 0;
            while (lines.skipSome(200)) {
                steps++;
            }
            assertThat(steps).as("of about a kilobyte each").isEqualTo(18);
            assertThat(lines.batch()).extracting(FeedLine::number).containsExactly(201L);
        }
    }

    @Test
    void aLineThatIsTooLongIsNotKept() throws IOException {
        byte[] file = bytes("x".repeat(100) + "\n" + "y".repeat(101) + "\nz");
        try (FeedLines lines = FeedLines.of(new ByteArrayInputStream(file), LIMITS)) {
            List<FeedLine> batch = lines.batch();
            assertThat(batch.getFirst().content()).hasSize(100);
            assertThat(batch.getLast().content()).isNull();
            assertThat(lines.batch()).extracting(FeedLine::number).containsExactly(3L);
        }
    }

    @Test
    void aDecompressionBombIsDefused() throws IOException {
        byte[] bomb = gzip(new byte[1024 * 1024]);
        assertThat(bomb).hasSizeLessThan(2048);
        assertThatExceptionOfType(UnreadableFeed.class).isThrownBy(() -> texts(bomb)).withMessageContaining("larger");
    }

    @Test
    void aDamagedGzipFileIsUnreadable() throws IOException {
        byte[] file = gzip(bytes("one\ntwo\n"));
        assertThatExceptionOfType(UnreadableFeed.class).isThrownBy(() -> texts(Arrays.copyOf(file, 15)));
        assertThatExceptionOfType(UnreadableFeed.class).isThrownBy(() -> texts(new byte[]{0x1f, (byte) 0x8b, 1, 2}));
    }

    private static List<String> texts(byte[] file) throws IOException {
        List<String> texts = new ArrayList<>();
        try (FeedLines lines = FeedLines.of(new ByteArrayInputStream(file), LIMITS)) {
            for (List<FeedLine> batch = lines.batch(); !batch.isEmpty(); batch = lines.batch()) {
                batch.forEach(line -> texts.add(
                        new String(Objects.requireNonNull(line.content()), StandardCharsets.UTF_8)));
            }
        }
        return texts;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(file)) {
            gzip.write(content);
        }
        return file.toByteArray();
    }
}
