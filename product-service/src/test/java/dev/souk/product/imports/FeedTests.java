package dev.souk.product.imports;

import static dev.souk.product.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.souk.common.web.test.TestTokens;
import dev.souk.product.PartnerHost;
import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import dev.souk.product.download.FileVersion;
import dev.souk.product.imports.Imports.Claim;
import dev.souk.product.imports.Imports.Stage;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Imports of files that lie on the host of a partner, once or every night. */
@ProductPlatform
class FeedTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FEEDS = "/api/v1/catalogue/feeds";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private PartnerHost partner;

    @Autowired
    private FetchWorker fetcher;

    @Autowired
    private Imports imports;

    @Autowired
    private Fetches fetches;

    @Autowired
    private JdbcClient jdbc;

    private Shop shop;
    private String id;
    private String name;

    @BeforeEach
    void openShop() {
        shop = new Shop(mvc);
        id = "P" + UUID.randomUUID();
        name = "feed-" + UUID.randomUUID();
    }

    @AfterEach
    void forgetFeeds() {
        jdbc.sql("DELETE FROM feed").update();
        fetcher.start();
    }

    @Test
    void aFileOfAnAllowedHostIsImported() {
        MvcTestResult done = ended(shop.importUrl(partner.serve("/" + id, "\"1\"", line("Lamp"))));
        assertThat(Shop.<String>read(done, "$.status")).isEqualTo("COMPLETED");
        assertThat(Shop.<String>read(done, "$.url")).isEqualTo(partner.origin() + "/" + id);
        assertThat(Shop.<Integer>read(done, "$.created")).isEqualTo(1);
        assertThat(shop.get("/api/v1/products/by-external-id/" + id)).hasStatus(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://feeds.example.com/feed", "http://127.0.0.1/feed", "http://[::1]/feed",
            "http://169.254.169.254/latest/meta-data/", "http://localhost:9200/_all", "https://user@feeds.example.com/",
            "file:///etc/passwd", "feed"})
    void anyOtherHostIsRefusedAtOnceAndNothingIsStored(String url) {
        long before = imports();
        MvcTestResult refused = shop.importUrl(url);
        assertThat(refused).hasStatus(422);
        assertThat(Shop.<String>read(refused, "$.type")).endsWith("/source-refused");
        assertThat(shop.put(FEEDS + "/" + name, "*", "{\"url\": \"" + url + "\"}")).hasStatus(422);
        assertThat(shop.getAsOperator(FEEDS + "/" + name)).hasStatus(404);
        assertThat(imports()).isEqualTo(before);
    }

    @Test
    void whatIsNoRequestForAnImportIsRefused() {
        assertThat(shop.importUrl("")).hasStatus(400);
        assertThat(shop.post("/api/v1/catalogue/imports", "{}")).hasStatus(400);
        assertThat(shop.post("/api/v1/catalogue/imports", "{\"url\": \"x\", \"follow\": true}")).hasStatus(400);
        assertThat(shop.put(FEEDS + "/Not%20a%20name", "*", "{\"url\": \"https://x\"}")).hasStatus(400);
        assertThat(mvc.post().uri("/api/v1/catalogue/imports").contentType(MediaType.APPLICATION_JSON)
                .content("{\"url\": \"https://x\"}")).hasStatus(401);
    }

    @Test
    void aRedirectIsRefusedAtOnceAndNothingIsStored() {
        long before = imports();
        String url = partner.serve("/" + id, exchange -> {
            exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/meta-data/");
            exchange.sendResponseHeaders(302, -1);
        });
        assertThat(shop.importUrl(url)).hasStatus(422).bodyJson().extractingPath("$.detail").asString()
                .contains("redirects to http://169.254.169.254/");
        assertThat(shop.put(FEEDS + "/" + name, "*", "{\"url\": \"" + url + "\"}")).hasStatus(422);
        assertThat(shop.getAsOperator(FEEDS + "/" + name)).hasStatus(404);
        assertThat(imports()).isEqualTo(before);
    }

    @Test
    void aRedirectOfWhatIsFetchedOnlyFailsTheImportAndNamesWhereTo() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(StageWorker.class);
        lines.start();
        log.addAppender(lines);
        String url = partner.serve("/" + id, exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/meta-data/");
            exchange.sendResponseHeaders(302, -1);
        });
        MvcTestResult failed;
        try {
            failed = ended(shop.importUrl(url + "?key=secret"));
        } finally {
            log.detachAppender(lines);
        }
        assertThat(Shop.<String>read(failed, "$.status")).isEqualTo("FAILED");
        assertThat(Shop.<String>read(failed, "$.failure")).contains("redirects to http://169.254.169.254/");
        assertThat(lines.list).as("what operators are told").singleElement().satisfies(
                line -> assertThat(line.getFormattedMessage()).contains(Shop.<String>read(failed, "$.id"), url,
                        "before its first line", "redirects to http://169.254.169.254/", "import the feed again")
                        .doesNotContain("secret"));
    }

    @Test
    void aRepeatedKeyStartsOneImport() {
        long before = imports();
        String request = "{\"url\": \"" + partner.serve("/" + id, "\"1\"", line("Lamp")) + "\"}";
        MvcTestResult first = shop.postWithKey("/api/v1/catalogue/imports", request, id);
        MvcTestResult second = shop.postWithKey("/api/v1/catalogue/imports", request, id);
        assertThat(second).hasStatus(202).headers().hasValue(HttpHeaders.LOCATION,
                String.valueOf(first.getResponse().getHeader(HttpHeaders.LOCATION)));
        assertThat(imports()).isEqualTo(before + 1);
        assertThat(shop.postWithKey("/api/v1/catalogue/imports", request.replace(id, id + "x"), id))
                .hasStatus(422);
        assertThat(Shop.<Integer>read(ended(first), "$.created")).isEqualTo(1);
    }

    @Test
    void aFeedIsImportedAgainOnlyWhenItHasChanged() {
        String url = partner.serve("/" + id, "\"1\"", line("Lamp"));
        assertThat(shop.put(FEEDS + "/" + name, "*", "{\"url\": \"" + url + "\"}")).hasStatus(201);
        assertThat(Shop.<Integer>read(importAll(), "$.started")).isEqualTo(1);
        assertThat(Shop.<Integer>read(lastImport(), "$.created")).isEqualTo(1);

        importAll();
        MvcTestResult unchanged = lastImport();
        assertThat(Shop.<String>read(unchanged, "$.status")).isEqualTo("COMPLETED");
        assertThat(Shop.<Boolean>read(unchanged, "$.unmodified")).isTrue();
        assertThat(Shop.<Integer>read(unchanged, "$.read")).isZero();

        partner.serve("/" + id, "\"2\"", line("Better lamp"));
        importAll();
        assertThat(Shop.<Integer>read(lastImport(), "$.changed")).isEqualTo(1);
        assertThat(Shop.<Boolean>read(ended(shop.importUrl(url)), "$.unmodified"))
                .as("who asks for an import gets one").isFalse();
    }

    @Test
    void aFeedWhoseLastImportDidNotEndWellIsReadWhole() {
        String url = partner.serve("/" + id, "\"1\"", line("Lamp"));
        shop.put(FEEDS + "/" + name, "*", "{\"url\": \"" + url + "\"}");
        importAll();
        lastImport();
        partner.serve("/" + id, "\"2\"", line("Half a lamp"));
        importAll();
        UUID half = UUID.fromString(read(lastImport(), "$.id"));
        jdbc.sql("UPDATE catalogue_import SET status = 'FAILED' WHERE id = :id").param("id", half).update();

        partner.serve("/" + id, "\"1\"", line("Lamp"));
        assertThat(Shop.<List<String>>read(importAll(), "$.failed")).containsExactly(name);
        assertThat(Shop.<Integer>read(lastImport(), "$.changed")).as("what the failed one had brought").isEqualTo(1);
    }

    @Test
    void oneImportOfAFeedRunsAtATime() {
        fetcher.stop();
        String url = partner.serve("/" + id, "\"1\"", line("Lamp"));
        shop.put(FEEDS + "/" + name, "*", "{\"url\": \"" + url + "\"}");
        assertThat(Shop.<Integer>read(importAll(), "$.started")).isEqualTo(1);
        MvcTestResult again = importAll();
        assertThat(Shop.<Integer>read(again, "$.started")).isZero();
        assertThat(Shop.<Integer>read(again, "$.running")).isEqualTo(1);
        fetcher.start();
        assertThat(Shop.<Integer>read(lastImport(), "$.created")).isEqualTo(1);
        assertThat(Collections.frequency(partner.requests(), "/" + id)).isEqualTo(1);
    }

    @Test
    void aFetchThatDiedIsTakenUpByAnotherWorkerAndTheDeadOneChangesNothing() {
        fetcher.stop();
        String url = partner.serve("/" + id, "\"1\"", line("Lamp"));
        MvcTestResult started = shop.importUrl(url);
        UUID importId = UUID.fromString(read(started, "$.id"));
        Claim dead = imports.claim(Stage.FETCH).orElseThrow();
        assertThat(dead.importId()).isEqualTo(importId);
        assertThat(imports.claim(Stage.FETCH)).as("it is claimed").isEmpty();
        assertThat(imports.claim(Stage.LOAD)).as("it has no file yet").isEmpty();
        jdbc.sql("UPDATE catalogue_import SET leased_until = now() - interval '1 minute' WHERE id = :id")
                .param("id", importId).update();

        fetcher.start();
        assertThat(Shop.<Integer>read(ended(started), "$.created")).isEqualTo(1);
        assertThatExceptionOfType(LeaseLost.class)
                .isThrownBy(() -> fetches.fetched(dead, "of the dead", FileVersion.UNKNOWN));
        assertThatExceptionOfType(LeaseLost.class).isThrownBy(() -> fetches.unmodified(dead));
        assertThat(Shop.<Boolean>read(ended(started), "$.unmodified")).isFalse();
    }

    @Test
    void feedsAreListedAndForgotten() {
        String url = partner.serve("/" + id, "\"1\"", line("Lamp"));
        assertThat(shop.put(FEEDS + "/" + name, "*", "{\"url\": \"" + url + "\"}")).hasStatus(201);
        assertThat(shop.put(FEEDS + "/" + name, "*", "{\"url\": \"" + url + "?new\"}")).hasStatus(200);
        shop.put(FEEDS + "/" + name + "-b", "*", "{\"url\": \"" + url + "\"}");
        MvcTestResult first = shop.getAsOperator(FEEDS + "?size=1");
        assertThat(Shop.<List<String>>read(first, "$.items[*].url")).containsExactly(url + "?new");
        assertThat(Shop.<List<String>>read(
                shop.getAsOperator(FEEDS + "?size=1&cursor=" + read(first, "$.nextCursor")), "$.items[*].name"))
                .containsExactly(name + "-b");
        assertThat(shop.delete(FEEDS + "/" + name, "*")).hasStatus(204);
        assertThat(shop.delete(FEEDS + "/" + name, "*")).hasStatus(404);
        assertThat(shop.getAsOperator(FEEDS + "/" + name)).hasStatus(404);
    }

    private long imports() {
        return jdbc.sql("SELECT count(*) FROM catalogue_import").query(Long.class).single();
    }

    /** As the job does it. */
    private MvcTestResult importAll() {
        MvcTestResult started = mvc.post().uri("/internal/feeds/import")
                .header(HttpHeaders.AUTHORIZATION, TestTokens.service("job-scheduler").bearer()).exchange();
        assertThat(started).hasStatus(200);
        return started;
    }

    private MvcTestResult lastImport() {
        return endOf(UUID.fromString(read(shop.getAsOperator(FEEDS + "/" + name), "$.lastImport.id")));
    }

    private MvcTestResult ended(MvcTestResult started) {
        assertThat(started).hasStatus(202);
        return endOf(UUID.fromString(read(started, "$.id")));
    }

    private MvcTestResult endOf(UUID importId) {
        String status = "/api/v1/catalogue/imports/" + importId;
        await().atMost(PATIENCE).until(() -> !"RUNNING".equals(read(shop.getAsOperator(status), "$.status")));
        return shop.getAsOperator(status);
    }

    private String line(String title) {
        return "{\"id\": \"%s\", \"title\": \"%s\", \"price\": \"1.00 USD\"}%n".formatted(id, title);
    }
}
