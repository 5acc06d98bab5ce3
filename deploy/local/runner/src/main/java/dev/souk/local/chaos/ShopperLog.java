package dev.souk.local.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What the shoppers know: each write that they have asked for, and what they were told became of it. */
final class ShopperLog {

    /** What is known of a write. */
    enum Stage {
        INVOKED,
        ACKNOWLEDGED,
        /** Refused, and so without any effect. */
        FAILED,
        /** No answer said whether it took effect. */
        UNKNOWN
    }

    /**
     * @param key of the request; the same for its repetitions
     * @param order null while nobody has said which order came of it
     * @param status of the answer; 0 when there was none
     * @param total of an order that was placed, in minor units
     * @param id of the refund or the return
     * @param shopper who asks; null for the operator
     */
    record Entry(Instant at, String operation, String key, Stage stage, @Nullable String order, int status,
            @Nullable Long total, @Nullable String id, @Nullable String shopper) {}

    private final Clock clock;
    private final List<Entry> entries = new ArrayList<>();

    ShopperLog(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    synchronized void add(Entry entry) {
        entries.add(entry);
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** As {@link dev.souk.local.check.ClientLog} reads it. */
    void write(Path file) {
        JsonMapper json = new JsonMapper();
        try (Writer out = open(file)) {
            for (Entry entry : entries()) {
                Map<String, @Nullable Object> line = new LinkedHashMap<>();
                line.put("at", entry.at().toString());
                line.put("operation", entry.operation());
                line.put("key", entry.key());
                line.put("stage", entry.stage().name());
                line.put("order", entry.order());
                line.put("total", entry.total());
                line.put("status", entry.status());
                line.put("id", entry.id());
                line.put("shopper", entry.shopper());
                out.write(json.writeValueAsString(line) + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Writer open(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.newBufferedWriter(file);
    }
}
