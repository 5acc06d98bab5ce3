package dev.souk.product.media;

import static dev.souk.product.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.souk.common.storage.ObjectStore;
import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.common.web.test.TestTokens;
import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

@ProductPlatform
class AbandonedUploadsTests {

    private static final String JOBS = TestTokens.service("job-scheduler").bearer();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Uploads uploads;

    @Autowired
    private ObjectStore files;

    @Autowired
    private OrphanedFiles orphans;

    @Autowired
    private S3Client s3;

    @Autowired
    private S3Presigner presigner;

    @Value("${souk.storage.bucket}")
    private String bucket;

    @Autowired
    private MediaProperties properties;

    @Autowired
    private Clock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private Shop shop;
    private String product;

    @BeforeEach
    void openShop() {
        shop = new Shop(mvc);
        product = "/api/v1/products/" + shop.newProduct("Radio", "SKU-" + UUID.randomUUID(), shop.newCategory(), 1);
    }

    @Test
    void anUploadThatNobodyCompletedIsClearedAwayAfterADay() {
        UUID young = announced(Duration.ofHours(23));
        UUID old = announced(Duration.ofHours(25));
        UUID withoutFile = announced(Duration.ofHours(25));
        files.delete(Uploads.fileOf(withoutFile));
        UUID published = announced(Duration.ofHours(25));
        assertThat(complete(published)).hasStatus(200);

        assertThat(delete(0, 1, 1_000)).hasStatus(200).bodyJson()
                .isStrictlyEqualTo("{\"deleted\": 2, \"more\": false}");
        assertThat(delete(0, 1, 1_000)).bodyJson().isStrictlyEqualTo("{\"deleted\": 0, \"more\": false}");

        assertThat(files.open(Uploads.fileOf(old))).isEmpty();
        assertThat(complete(old)).hasStatus(404);
        assertThat(complete(withoutFile)).hasStatus(404);
        assertThat(complete(young)).hasStatus(200);
        assertThat(complete(published)).hasStatus(200);
    }

    @Test
    void whileStorageIsAwayTheRowStays() {
        UUID old = announced(Duration.ofHours(25));
        AbandonedUploads withoutStorage = new AbandonedUploads(uploads,
                Stores.awayAfter(0, s3, presigner, bucket), properties, clock, orphans);

        assertThatExceptionOfType(DependencyUnavailable.class)
                .isThrownBy(() -> withoutStorage.delete(new Shard(0, 1), 1_000));

        assertThat(rowExists(old)).isTrue();
        assertThat(delete(0, 1, 1_000)).bodyJson().extractingPath("$.deleted").isEqualTo(1);
        assertThat(rowExists(old)).isFalse();
    }

    @Test
    void theShardsShareTheWorkPieceByPiece() {
        IntStream.range(0, 12).forEach(_ -> announced(Duration.ofHours(25)));
        int deleted = 0;
        for (int shard = 0; shard < 3; shard++) {
            MvcTestResult piece;
            do {
                piece = delete(shard, 3, 2);
                assertThat(piece).hasStatus(200);
                assertThat(Shop.<Integer>read(piece, "$.deleted")).isLessThanOrEqualTo(2);
                deleted += Shop.<Integer>read(piece, "$.deleted");
            } while (Shop.<Boolean>read(piece, "$.more"));
        }
        assertThat(deleted).isEqualTo(12);
    }

    @Test
    void anImageThatIsClearedAwayWhileItIsCompletedIsNotThere() {
        UUID image = announced(Duration.ofHours(25));
        CompletableFuture<MvcTestResult> completion = new CompletableFuture<>();

        transaction.executeWithoutResult(_ -> {
            assertThat(uploads.forget(image)).isTrue();
            Thread.ofVirtual().start(() -> completion.complete(complete(image)));
            await("the completion waits for the row").until(() -> jdbc
                    .sql("""
                            SELECT EXISTS (SELECT FROM pg_stat_activity
                            WHERE wait_event_type = 'Lock' AND datname = current_database() AND query LIKE '%product_image%')""")
                    .query(Boolean.class).single());
        });

        assertThat(completion.join()).hasStatus(404);
    }

    @Test
    void onlyServicesClearAway() {
        for (String token : new String[]{TestTokens.operator().bearer(), TestTokens.admin().bearer(), "Bearer x"}) {
            assertThat(delete(token, 0, 1, 10)).hasStatus(401);
        }
        assertThat(mvc.post().uri("/internal/uploads/delete-abandoned").contentType(MediaType.APPLICATION_JSON)
                .content("{\"shard\": 0, \"shards\": 1, \"limit\": 1}")).hasStatus(401);
    }

    @ParameterizedTest
    @CsvSource({"-1, 1, 1, /shard", "1, 1, 1, /shardThere", "0, 0, 1, /shards", "0, 1025, 1, /shards",
            "0, 1, 0, /limit",
            "0, 1, 1001, /limit"})
    void whatIsNoShareIsRefused(int shard, int shards, int limit, String pointer) {
        MvcTestResult refused = delete(shard, shards, limit);
        assertThat(refused).hasStatus(400);
        assertThat(Shop.<List<String>>read(refused, "$.errors[*].pointer")).contains(pointer);
    }

    @Test
    void nothingIsClearedAwayWhileItsUrlStillWorks() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MediaProperties(DataSize.ofMegabytes(1), 1, 1, 1,
                Duration.ofHours(1), Duration.ofHours(1))).withMessageContaining("souk.media.abandoned-after");
    }

    /** An upload of this age whose bytes have arrived. */
    private UUID announced(Duration age) {
        byte[] file = Pictures.png(40, 30);
        MvcTestResult ticket = shop.post(product + "/images",
                "{\"fileName\": \"radio.png\", \"contentType\": \"image/png\", \"size\": %d}".formatted(file.length));
        assertThat(ticket).hasStatus(201);
        UUID image = UUID.fromString(read(ticket, "$.imageId"));
        files.put(Uploads.fileOf(image), "image/png", () -> new ByteArrayInputStream(file), file.length);
        jdbc.sql("UPDATE product_image SET created_at = created_at - make_interval(secs => :age) WHERE id = :id")
                .param("age", age.toSeconds()).param("id", image).update();
        return image;
    }

    private MvcTestResult complete(UUID image) {
        return shop.post(product + "/images/" + image + "/complete", "");
    }

    private boolean rowExists(UUID image) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM product_image WHERE id = :id)").param("id", image)
                .query(Boolean.class).single();
    }

    private MvcTestResult delete(int shard, int shards, int limit) {
        return delete(JOBS, shard, shards, limit);
    }

    private MvcTestResult delete(String token, int shard, int shards, int limit) {
        return mvc.post().uri("/internal/uploads/delete-abandoned").header(HttpHeaders.AUTHORIZATION, token)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"shard\": %d, \"shards\": %d, \"limit\": %d}".formatted(shard, shards, limit)).exchange();
    }
}
