package dev.souk.local.imports;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.souk.local.UserError;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** A file of products, one JSON object a line, plain or compressed with gzip. */
public record Feed(Path file) {

    private static final int GZIP_MAGIC = 0x1f8b;
    private static final ObjectReader ROW = new JsonMapper().readerFor(Row.class);

    /** @throws UserError when the file cannot be read */
    public Feed {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new UserError("There is no readable file " + file);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Row(@Nullable String id) {}

    /**
     * What the catalogue takes from the feed besides the products.
     *
     * @param lines all, blank and unreadable ones too
     * @param skus in the order of the file; without those of the lines that were left out
     */
    public record Contents(long lines, Set<String> skus) {}

    public long lines() {
        return read(Set.of(), false).lines();
    }

    /** @param without numbers of the lines, from 1, that the catalogue has refused */
    public Contents contents(Set<Long> without) {
        return read(without, true);
    }

    private Contents read(Set<Long> without, boolean withSkus) {
        Set<String> skus = new LinkedHashSet<>();
        long number = 0;
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (withSkus && !line.isBlank() && !without.contains(number)) {
                    addSku(line, skus);
                }
            }
        } catch (IOException e) {
            throw new UserError("%s cannot be read after line %d: %s".formatted(file, number, e.getMessage()), e);
        }
        return new Contents(number, skus);
    }

    private static void addSku(String line, Set<String> skus) {
        try {
            Row row = ROW.readValue(line);
            if (row.id() != null) {
                skus.add(row.id());
            }
        } catch (JacksonException _) {
            // The catalogue has already reported this line.
        }
    }

    private InputStream open() throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        raw.mark(2);
        int magic = raw.read() << 8 | raw.read();
        raw.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(raw, 64 * 1024) : raw;
    }
}
