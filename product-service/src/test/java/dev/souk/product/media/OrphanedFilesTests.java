package dev.souk.product.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.souk.common.storage.ObjectStore;
import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import dev.souk.product.catalogue.CatalogueService;
import dev.souk.product.catalogue.ChangedBy;
import dev.souk.product.catalogue.ProductId;
import dev.souk.product.catalogue.PublishedImage;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** What is left when the storage or the process goes away in the middle, and that it does not stay for ever. */
@ProductPlatform
class OrphanedFilesTests {

    private static final ChangedBy OPERATOR = new ChangedBy.Operator(UUID.randomUUID());

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Uploads uploads;

    @Autowired
    private CatalogueService catalogue;

    @Autowired
    private ObjectStore files;

    @Autowired
    private S3Client s3;

    @Autowired
    private S3Presigner presigner;

    @Value("${souk.storage.bucket}")
    private String bucket;

    @Autowired
    private MediaProperties properties;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final Clock clock = Clock.systemUTC();
    private final Clock tomorrow = Clock.fixed(Instant.now().plus(Duration.ofHours(25)), ZoneOffset.UTC);

    private ProductId product;

    @BeforeEach
    void openShop() {
        Shop shop = new Shop(mvc);
        product = new ProductId(
                UUID.fromString(shop.newProduct("Radio", "SKU-" + UUID.randomUUID(), shop.newCategory(), 1)));
        jdbc.sql("UPDATE media_sweep SET after_key = ''").update();
    }

    @Test
    void whereverTheStorageGoesAwayNothingPointsNowhereAndTheSecondTryPublishes() {
        int calls = 0;
        int published = 0;
        do {
            UUID image = uploaded();
            try {
                service(Stores.awayAfter(calls, s3, presigner, bucket)).complete(product, image, OPERATOR);
                published++;
            } catch (DependencyUnavailable away) {
                assertThat(images()).noneMatch(shown -> shown.id().equals(image));
                // that is how a client goes on
                service(files).complete(product, image, OPERATOR);
            }
            images().forEach(shown -> assertThat(keys(shown)).allMatch(key -> files.head(key).isPresent()));
            calls++;
        } while (published < 2);
        assertThat(calls).as("open, ask for the bucket, store three files, delete one").isEqualTo(7);
        assertThat(images()).hasSize(7);
    }

    @Test
    void whatAKilledProcessLeavesIsClearedAwayAfterADayAndNothingElse() {
        UUID shown = uploaded();
        PublishedImage published = service(files).complete(product, shown, OPERATOR);
        files.put(Uploads.fileOf(shown), "image/png", () -> new ByteArrayInputStream(new byte[1]), 1);
        UUID awaiting = uploaded();
        String copy = "media/" + "b".repeat(64) + ".png";
        String elsewhere = "private/" + UUID.randomUUID();
        for (String key : new String[]{copy, elsewhere, "imports/" + UUID.randomUUID()}) {
            files.put(key, "image/png", () -> new ByteArrayInputStream(new byte[1]), 1);
        }

        assertThat(orphans(clock).deletePiece(1_000).more()).isFalse();
        assertThat(files.head(copy)).as("somebody may be about to write its row").isPresent();

        assertThat(orphans(tomorrow).deletePiece(1_000).deleted()).isPositive();
        assertThat(files.head(copy)).isEmpty();
        assertThat(files.head(Uploads.fileOf(shown))).as("uploaded again after it was published").isEmpty();
        assertThat(files.head(Uploads.fileOf(awaiting))).as("its row is still there").isPresent();
        assertThat(files.head(elsewhere)).as("not an image").isPresent();
        assertThat(keys(published)).isNotEmpty().allSatisfy(key -> assertThat(files.head(key)).isPresent());
        assertThat(orphans(tomorrow).deletePiece(1_000).deleted()).isZero();
    }

    @Test
    void theImagesOfAWithdrawnProductStayAndThoseThatAreTakenOffGo() {
        PublishedImage image = service(files).complete(product, uploaded(), OPERATOR);
        jdbc.sql("UPDATE product SET status = 'WITHDRAWN' WHERE id = :id").param("id", product.value()).update();
        orphans(tomorrow).deletePiece(1_000);
        assertThat(keys(image)).allSatisfy(key -> assertThat(files.head(key)).isPresent());

        service(files).remove(product, _ -> true, image.id(), OPERATOR);
        orphans(tomorrow).deletePiece(1_000);
        assertThat(keys(image)).hasSize(3).allSatisfy(key -> assertThat(files.head(key)).isEmpty());
    }

    @Test
    void theSearchGoesOnWhereItEndedAndBeginsAnew() {
        List<String> dust = Stream.of("0", "1", "2").map(digit -> "media/" + digit.repeat(64) + ".png").toList();
        for (int round = 0; round < 2; round++) {
            dust.forEach(key -> files.put(key, "image/png", () -> new ByteArrayInputStream(new byte[1]), 1));
            AbandonedUploads.Deleted piece;
            int pieces = 0;
            do {
                piece = orphans(tomorrow).deletePiece(2);
                assertThat(piece.deleted()).isLessThanOrEqualTo(2);
                pieces++;
            } while (piece.more());
            assertThat(pieces).isGreaterThan(1);
            assertThat(dust).allSatisfy(key -> assertThat(files.head(key)).isEmpty());
        }
    }

    @Test
    void whatIsAboutToBeStoredIsNoOrphan() {
        PublishedImage image = new PublishedImage(uploaded(), "c".repeat(64) + ".png", 2, 1,
                List.of(new PublishedImage.Thumbnail("d".repeat(64) + ".png", 1, 1)));
        keys(image).forEach(key -> files.put(key, "image/png", () -> new ByteArrayInputStream(new byte[1]), 1));
        CompletableFuture<AbandonedUploads.Deleted> sweep = new CompletableFuture<>();
        transaction.executeWithoutResult(_ -> {
            assertThat(uploads.expectFiles(image)).isTrue();
            Thread.ofVirtual().start(() -> sweep.complete(orphans(tomorrow).deletePiece(1_000)));
            await("the search waits").until(() -> jdbc.sql(
                    "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
                    .query(Boolean.class).single());
        });
        sweep.join();
        assertThat(keys(image)).allSatisfy(key -> assertThat(files.head(key)).isPresent());
    }

    @Test
    void anImageThatIsToHaveOtherFilesByNowIsNotShown() {
        UUID id = uploaded();
        PublishedImage image = new PublishedImage(id, "e".repeat(64) + ".png", 1, 1, List.of());
        uploads.expectFiles(image);
        uploads.expectFiles(new PublishedImage(id, "f".repeat(64) + ".png", 1, 1, List.of()));
        assertThat(uploads.publish(image)).isFalse();
    }

    @Test
    void whoFindsNoMemoryInTimeIsToldToComeBackAndLosesNothing() {
        UUID image = uploaded();
        MediaProperties noneAtOnce = new MediaProperties(properties.largestImage(), properties.mostPixels(),
                properties.longestSide(), 0, properties.uploadValidity(), properties.abandonedAfter());
        assertThatExceptionOfType(ImagesBusy.class).isThrownBy(
                () -> new ImageService(uploads, catalogue, files, noneAtOnce, clock, transaction).complete(product,
                        image, OPERATOR));
        assertThat(service(files).complete(product, image, OPERATOR).id()).isEqualTo(image);
    }

    private ImageService service(ObjectStore store) {
        return new ImageService(uploads, catalogue, store, properties, clock, transaction);
    }

    private OrphanedFiles orphans(Clock at) {
        return new OrphanedFiles(jdbc, transaction, uploads, files, properties, at);
    }

    /** An upload whose bytes have arrived, of an image with two thumbnails; no two have a file in common. */
    private UUID uploaded() {
        byte[] file = Pictures.file(Pictures.noise(500, 100), "png");
        UUID image = service(files).announce(product, "radio.png", "image/png", file.length, null).imageId();
        files.put(Uploads.fileOf(image), "image/png", () -> new ByteArrayInputStream(file), file.length);
        return image;
    }

    private List<PublishedImage> images() {
        return catalogue.product(product, true).images();
    }

    private static List<String> keys(PublishedImage image) {
        return Stream.concat(Stream.of(image.mediaKey()),
                image.thumbnails().stream().map(PublishedImage.Thumbnail::mediaKey)).map("media/"::concat).toList();
    }
}
