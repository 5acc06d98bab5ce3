package dev.souk.product.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.product.config.TestJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;

/** What reading feeds takes of the heap, of which the service has 160 MB for everything: 40 MB, with the limits of production. */
class FeedMemoryTests {

    private static final String HEAP = "-Xmx40m";

    enum Hostile {

        /** 50 MB without a line feed. */
        ONE_LINE {
            @Override
            InputStream feed() {
                return repeated("x".repeat(100_000), 500);
            }
        },
        /** Lines just below the limit, with as many values as fit into them. */
        LONG_LINES {
            @Override
            InputStream feed() {
                return repeated("{\"id\": \"a\", \"title\": \"Lamp\", \"price\": \"1 USD\", \"attributes\": {"
                        + String.join(",", IntStream.range(0, 90_000).mapToObj("\"%d\": 1"::formatted).toList())
                        + "}}\n", 50);
            }
        },
        /** Of one letter each. */
        A_MILLION_LINES {
            @Override
            InputStream feed() {
                return repeated("x\n".repeat(1_000), 1_000);
            }
        },
        /** 50 kB that become 50 MB. */
        GZIP_BOMB {
            @Override
            InputStream feed() throws IOException {
                ByteArrayOutputStream bomb = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
                    for (int i = 0; i < 500; i++) {
                        gzip.write(new byte[100_000]);
                    }
                }
                return new ByteArrayInputStream(bomb.toByteArray());
            }
        };

        abstract InputStream feed() throws IOException;

        private static InputStream repeated(String text, int times) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Enumeration<InputStream> pieces = Collections.enumeration(
                    Stream.generate(() -> (InputStream) new ByteArrayInputStream(bytes)).limit(times).toList());
            return new SequenceInputStream(pieces);
        }
    }

    @Test
    void noFeedTakesMoreThanItsShareOfTheHeap() throws Exception {
        Process reader = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP,
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                FeedMemoryTests.class.getName()).inheritIO().start();
        assertThat(reader.waitFor()).as("exit code").isZero();
    }

    /** Reads the feeds as the loader does, but for the database. */
    public static void main(String... arguments) throws IOException {
        ImportProperties limits = new Binder().bindOrCreate("souk.imports", ImportProperties.class);
        FeedParser parser = new FeedParser(TestJson.objects());
        for (Hostile feed : Hostile.values()) {
            try (FeedLines lines = FeedLines.of(feed.feed(), limits)) {
                for (List<FeedLine> batch = lines.batch(); !batch.isEmpty(); batch = lines.batch()) {
                    FeedBatch.read(batch, parser);
                }
            }
        }
    }
}
