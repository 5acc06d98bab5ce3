package dev.souk.local.seed;

import dev.souk.local.Platform;
import dev.souk.local.api.SoukApi;
import dev.souk.local.imports.Feed;
import dev.souk.local.imports.FeedImport;
import dev.souk.local.imports.ImportProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fills an empty shop through its public API, once for each set of data. Every step can be repeated: a seeding that was
 * killed half way is finished by the next one.
 */
public final class Seeding {

    private static final String REFERENCE = "seed";
    private static final int PIECES_EACH = 250;

    private final Platform platform;
    private final Consumer<String> say;

    /** @param say is told in one line what has been done */
    public Seeding(Platform platform, Consumer<String> say) {
        this.platform = platform;
        this.say = say;
    }

    /** @return false when that had been done before */
    public boolean seedOnce() {
        Path mark = platform.home().seededMark();
        if (Files.exists(mark)) {
            return false;
        }
        long begin = System.nanoTime();
        SeedCatalogue catalogue = SeedCatalogue.load();
        List<SeedProduct> products = catalogue.products();
        SoukApi operator = platform.operator();
        new FeedImport(operator, ImportProgress.silent()).run(feed(products), REFERENCE, PIECES_EACH);
        int images = new ImageUpload(operator).upload(catalogue.images());
        write(mark, "");
        say.accept(String.format(
                Locale.ROOT,
                "seeded %d products with %d images in %.1f s",
                products.size(),
                images,
                (System.nanoTime() - begin) / 1e9));
        return true;
    }

    private Feed feed(List<SeedProduct> products) {
        JsonMapper json = new JsonMapper();
        Path file = platform.home().seedFeed();
        write(file, products.stream().map(json::writeValueAsString).collect(Collectors.joining("\n", "", "\n")));
        return new Feed(file);
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
