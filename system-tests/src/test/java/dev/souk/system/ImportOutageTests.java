package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.engines.Engine;
import dev.souk.local.DatabaseAddress;
import dev.souk.local.Platform;
import dev.souk.local.PlatformRunner;
import dev.souk.local.Service;
import dev.souk.local.api.MultipartFile;
import dev.souk.local.check.Checker.Verdict;
import dev.souk.local.check.SearchIndexCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Programs die in the middle of an import: of the real catalogue where it is ({@code SOUK_DATA_DIR}, else {@code shared/data}
 * beside the checkout), else of a generated one.
 */
@WholePlatform
class ImportOutageTests {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final int GENERATED_LINES = 12_000;

    private final Platform platform;
    private final PlatformRunner runner;
    private final Goods goods;

    ImportOutageTests(Platform platform, PlatformRunner runner, Goods goods) {
        this.platform = platform;
        this.runner = runner;
        this.goods = goods;
    }

    @Test
    void anImportEndsAlthoughProductServiceAndElasticsearchAreKilledInIt(@TempDir Path directory) throws Exception {
        Path feed = feed(directory);
        long products = number("SELECT count(*) FROM product");
        MultipartFile form = MultipartFile.of("file", feed);
        String id = goods.operator().post("/catalogue/imports", form.contentType(), form.body()).expect(202).path("id")
                .asString();

        awaitLines(id, 1);
        runner.kill(Service.PRODUCT.id());
        assertThat(isLoaded(id)).as("killed in between").isFalse();
        long checkpoint = lines(id);
        runner.start(Service.PRODUCT.id());

        awaitLines(id, checkpoint + 1);
        runner.kill(Engine.ELASTICSEARCH.programName());
        assertThat(isLoaded(id)).as("killed in between").isFalse();
        assertThat(status(id).path("status").asString()).isEqualTo("RUNNING");
        searchIsAwayAndBrowsingIsNot();
        runner.start(Engine.ELASTICSEARCH.programName());

        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(status(id).path("status").asString()).isEqualTo("COMPLETED"));
        JsonNode done = status(id);
        long created = done.path("created").asLong();
        assertThat(created).as(done.toString()).isPositive().isEqualTo(done.path("read").asLong())
                .isEqualTo(done.path("indexed").asLong());
        assertThat(number("SELECT count(*) FROM product")).as("nothing is there twice").isEqualTo(products + created);
        Verdict index = new SearchIndexCheck(platform.jobs(), platform::database).check(SETTLING);
        assertThat(index.finding().offenders()).as(index.says()).isEmpty();
    }

    /** Often enough for a circuit breaker of all of product-service to open. */
    private void searchIsAwayAndBrowsingIsNot() {
        for (int time = 0; time < 60; time++) {
            assertThat(goods.operator().get("/search?q=lamp").status()).isEqualTo(503);
        }
        assertThat(goods.operator().get("/search?q=lamp").header("Retry-After")).isPresent();
        assertThat(goods.operator().get("/products").status()).isEqualTo(200);
    }

    private static Path feed(Path directory) throws IOException {
        String named = System.getenv("SOUK_DATA_DIR");
        Path real = (named != null ? Path.of(named) : Path.of("../../shared/data")).resolve("catalogue.jsonl.gz");
        if (Files.exists(real)) {
            return real;
        }
        String prefix = "O" + UUID.randomUUID();
        return Files.writeString(directory.resolve("feed.jsonl"), IntStream.range(0, GENERATED_LINES)
                .mapToObj(line -> "{\"id\": \"%1$s-%2$d\", \"title\": \"Lamp %2$d\", \"price\": \"%2$d.50 USD\"}%n"
                        .formatted(prefix, line))
                .collect(Collectors.joining()));
    }

    private void awaitLines(String id, long lines) {
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(OFTEN).until(() -> lines(id) >= lines);
    }

    private JsonNode status(String id) {
        return goods.operator().get("/catalogue/imports/" + id).expect(200);
    }

    private long lines(String id) throws SQLException {
        return number("SELECT lines FROM catalogue_import WHERE id = '%s'".formatted(id));
    }

    private boolean isLoaded(String id) throws SQLException {
        return number("SELECT count(*) FROM catalogue_import WHERE id = '%s' AND loaded".formatted(id)) == 1;
    }

    private long number(String query) throws SQLException {
        DatabaseAddress database = platform.database(Service.PRODUCT);
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                ResultSet row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
