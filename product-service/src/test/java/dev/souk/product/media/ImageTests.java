package dev.souk.product.media;

import static dev.souk.product.Shop.read;
import static dev.souk.product.Shop.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.common.storage.ObjectStore;
import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ProductPlatform
class ImageTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Environment environment;

    @Autowired
    private ObjectStore files;

    private Shop shop;
    private String product;

    @BeforeEach
    void openShop() {
        shop = new Shop(mvc);
        product = "/api/v1/products/" + shop.newProduct("Radio", "SKU-" + UUID.randomUUID(), shop.newCategory(), 1);
    }

    @Test
    void anUploadedImageIsShown() throws Exception {
        byte[] file = Pictures.png(40, 30);
        String tagBefore = tag(shop.get(product));
        MvcTestResult ticket = announce("radio.png", "image/png", file.length);
        assertThat(ticket).hasStatus(201);
        assertThat(Shop.<List<Object>>read(shop.get(product), "$.images")).isEmpty();
        assertThat(upload(read(ticket, "$.uploadUrl"), "image/png", file)).isEqualTo(200);

        MvcTestResult completed = complete(ticket);
        assertThat(completed).hasStatus(200);
        assertThat(complete(ticket)).hasStatus(200);
        MvcTestResult shown = shop.get(product);
        assertThat(tag(shown)).isNotEqualTo(tagBefore);
        assertThat(Shop.<Integer>read(shown, "$.images.length()")).isEqualTo(1);
        assertThat(Shop.<Integer>read(shown, "$.images[0].width")).isEqualTo(40);
        assertThat(Shop.<Integer>read(shown, "$.images[0].height")).isEqualTo(30);

        MvcTestResult image = shop.get(read(shown, "$.images[0].url"));
        assertThat(image).hasStatus(200).hasContentType(MediaType.IMAGE_PNG).headers()
                .hasValue(HttpHeaders.CACHE_CONTROL, "max-age=31536000, public, immutable")
                .hasValue("X-Content-Type-Options", "nosniff");
        assertThat(image.getResponse().getContentAsByteArray()).isEqualTo(file);

        MvcTestResult again = shop.getUnlessMatch(read(shown, "$.images[0].url"), tag(image));
        assertThat(again).hasStatus(304).body().isEmpty();
        assertThat(again.getResponse().getHeaders(HttpHeaders.ETAG)).containsExactly(tag(image));
        assertThat(again).headers().hasValue(HttpHeaders.CACHE_CONTROL, "max-age=31536000, public, immutable");
    }

    @Test
    void whoHasAnImageIsToldSoWithoutAskingObjectStorage() {
        String key = "0".repeat(64) + ".png";
        assertThat(shop.getUnlessMatch("/api/v1/media/" + key, "\"" + key + "\"")).hasStatus(304);
    }

    @Test
    void theUploadUrlIsForTheAnnouncedTypeAndSizeOnly() throws Exception {
        byte[] file = Pictures.png(40, 30);
        String url = read(announce("radio.png", "image/png", file.length), "$.uploadUrl");
        assertThat(upload(url, "text/html", file)).isEqualTo(403);
        assertThat(upload(url, "image/png", new byte[file.length + 1])).isEqualTo(403);
    }

    @Test
    void whatIsNoImageIsThrownAway() throws Exception {
        byte[] script = "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8);
        MvcTestResult ticket = announce("radio.png", "image/png", script.length);
        assertThat(upload(read(ticket, "$.uploadUrl"), "image/png", script)).isEqualTo(200);
        assertThat(complete(ticket)).hasStatus(422);
        assertThat(complete(ticket)).hasStatus(404);
        assertThat(Shop.<List<Object>>read(shop.get(product), "$.images")).isEmpty();
    }

    @Test
    void anImageOfFortyMegapixelsIsRefusedUndecoded() throws Exception {
        byte[] bomb = Pictures.png(1, 1);
        bomb[18] = 0x20;
        bomb[22] = 0x20;
        MvcTestResult ticket = announce("radio.png", "image/png", bomb.length);
        assertThat(upload(read(ticket, "$.uploadUrl"), "image/png", bomb)).isEqualTo(200);
        assertThat(complete(ticket)).hasStatus(422);
    }

    @Test
    void anImageWithARowThatIsTooLongIsRefused() throws Exception {
        byte[] ribbon = Pictures.bomb(10_001, 1, 1 + 3 * 10_001);
        MvcTestResult ticket = announce("ribbon.png", "image/png", ribbon.length);
        assertThat(upload(read(ticket, "$.uploadUrl"), "image/png", ribbon)).isEqualTo(200);
        assertThat(complete(ticket)).hasStatus(422).bodyJson().extractingPath("$.detail").asString()
                .contains("10000 pixels");
    }

    @Test
    void anUploadThatNeverCameIsNotComplete() {
        assertThat(complete(announce("radio.png", "image/png", 10))).hasStatus(409);
    }

    @ParameterizedTest
    @CsvSource({"../../etc/passwd,image/png,10,fileName", "/etc/passwd,image/png,10,fileName",
            "..\\\\x.png,image/png,10,fileName", "..,image/png,10,fileName", "a\\u001b.png,image/png,10,fileName",
            "a\\nb.png,image/png,10,fileName", "radio.svg,image/svg+xml,10,contentType",
            "radio.png,image/png;charset=x,10,contentType", "radio.webp,image/webp,10,contentType",
            "radio.png,image/png,0,size",
            "radio.png,image/png,-1,size", "radio.png,image/png,6000000,size",
            "radio.png,image/png,9223372036854775807,size",
            "a\\u2028.png,image/png,10,fileName", "a\\ud800.png,image/png,10,fileName",
            "a\\u0085.png,image/png,10,fileName"})
    void whatCouldNeverBeShownGetsNoTicket(String fileName, String contentType, long size, String named) {
        assertThat(announce(fileName, contentType, size)).hasStatus(422).bodyJson().extractingPath("$.detail")
                .asString()
                .startsWith(named + " is ");
    }

    @Test
    void aNameThatCannotBeKeptGetsNoTicket() {
        assertThat(announce("x".repeat(255), "image/png", 10)).hasStatus(201);
        assertThat(announce("x".repeat(256), "image/png", 10)).hasStatus(422);
        assertThat(announce("a\\u0000.png", "image/png", 10)).as("no JSON that a request may have").hasStatus(400);
    }

    @Test
    void thumbnailsAreShownAndKeptForEver() throws Exception {
        byte[] file = Pictures.withSegment(Pictures.file(Pictures.redAndBlue(1_200, 600), "jpg"), 0xe1,
                Pictures.exif(6));
        MvcTestResult ticket = announce("radio.jpg", "image/jpeg", file.length);
        assertThat(upload(read(ticket, "$.uploadUrl"), "image/jpeg", file)).isEqualTo(200);
        MvcTestResult completed = complete(ticket);
        assertThat(completed).hasStatus(200);

        MvcTestResult shown = shop.get(product);
        assertThat(Shop.<Object>read(completed, "$")).isEqualTo(read(shown, "$.images[0]"));
        assertThat(Shop.<Integer>read(shown, "$.images[0].width")).isEqualTo(600);
        assertThat(Shop.<Integer>read(shown, "$.images[0].height")).isEqualTo(1_200);
        assertThat(Shop.<List<Integer>>read(shown, "$.images[0].thumbnails[*].width")).containsExactly(80, 240, 480);
        assertThat(Shop.<List<Integer>>read(shown, "$.images[0].thumbnails[*].height"))
                .containsExactly(160, 480, 960);
        for (String url : Shop.<List<String>>read(shown, "$.images[0]..url")) {
            MvcTestResult image = shop.get(url);
            assertThat(image).hasStatus(200).hasContentType(MediaType.IMAGE_JPEG).headers()
                    .hasValue(HttpHeaders.CACHE_CONTROL, "max-age=31536000, public, immutable");
            assertThat(Pictures.text(image.getResponse().getContentAsByteArray())).doesNotContain("GPS");
        }
    }

    @Test
    void operatorsPutImagesInOrder() throws Exception {
        String first = published(40, 30);
        String second = published(30, 40);
        String before = tag(shop.get(product));
        MvcTestResult ordered = order(before, second, first);
        assertThat(ordered).hasStatus(200).headers().hasValue(HttpHeaders.ETAG, tag(shop.get(product)));
        assertThat(shown()).containsExactly(second, first);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Shop.<String>read(
                shop.get("/api/v1/search?category=" + read(shop.get(product), "$.category")), "$.items[0].image"))
                .as("in search").isEqualTo(read(shop.get(product), "$.images[0].url")));
        MvcTestResult changes = shop.getAsOperator(product + "/changes");
        assertThat(Shop.<String>read(changes, "$.items[0].changes[0].field")).isEqualTo("/images");
        assertThat(Shop.<List<String>>read(changes, "$.items[0].changes[0].to")).containsExactly(second, first);

        String third = published(20, 20);
        assertThat(shown()).as("behind").containsExactly(second, first, third);
        assertThat(order(before, third, second, first)).as("the second of two editors").hasStatus(412);
        assertThat(order("nonsense", third, second, first)).hasStatus(400);
    }

    @Test
    void anOrderNamesEachImageOnce() throws Exception {
        String first = published(40, 30);
        String second = published(30, 40);
        String tag = tag(shop.get(product));
        for (String[] wrong : new String[][]{{}, {first}, {first, first}, {first, second, second},
                {first, UUID.randomUUID().toString()},
                {first, read(announce("x.png", "image/png", 10), "$.imageId")}}) {
            assertThat(order(tag, wrong)).hasStatus(400).bodyJson().extractingPath("$.errors[0].pointer")
                    .isEqualTo("/images");
        }
        assertThat(shop.put(product + "/images", tag, "{}")).hasStatus(400);
        assertThat(order(tag, first, second)).as("nothing was stored").hasStatus(200);
        assertThat(shop.put("/api/v1/products/" + UUID.randomUUID() + "/images", tag, "{\"images\": []}"))
                .hasStatus(404);
    }

    @Test
    void anImageIsTakenOffItsProduct() throws Exception {
        String first = published(40, 30);
        String second = published(30, 40);
        String path = product + "/images/" + first;
        String before = tag(shop.get(product));
        assertThat(shop.delete(path, "nonsense")).hasStatus(400);
        assertThat(shop.delete(path, before)).hasStatus(204);
        assertThat(shown()).containsExactly(second);
        MvcTestResult changes = shop.getAsOperator(product + "/changes");
        assertThat(Shop.<List<String>>read(changes, "$.items[0].changes[0].from")).containsExactly(first, second);
        assertThat(Shop.<String>read(changes, "$.items[0].by.userId")).isEqualTo(Shop.OPERATOR_ID.toString());

        assertThat(shop.delete(product + "/images/" + second, before)).hasStatus(412);
        String now = tag(shop.get(product));
        assertThat(shop.delete(path, now)).hasStatus(404);
        assertThat(shop.post(path + "/complete", "")).hasStatus(404);
        String upload = read(announce("x.png", "image/png", 10), "$.imageId");
        assertThat(shop.delete(product + "/images/" + upload, now)).as("not shown yet").hasStatus(404);
        assertThat(shop.delete(product + "/images/" + second, now)).hasStatus(204);
        assertThat(shown()).isEmpty();
    }

    @Test
    void aRepeatedKeyGivesOneTicketForOneProduct() {
        String request = "{\"fileName\": \"radio.png\", \"contentType\": \"image/png\", \"size\": 10}";
        MvcTestResult first = shop.postWithKey(product + "/images", request, product);
        MvcTestResult second = shop.postWithKey(product + "/images", request, product);
        assertThat(second).hasStatus(201);
        assertThat(Shop.body(second)).isEqualTo(Shop.body(first));
        String other = "/api/v1/products/"
                + shop.newProduct("TV", "SKU-" + UUID.randomUUID(), read(shop.get(product), "$.category"), 1);
        assertThat(Shop.<String>read(shop.postWithKey(other + "/images", request, product), "$.imageId"))
                .isNotEqualTo(read(first, "$.imageId"));
    }

    @Test
    void anUploadMayBeBoundToItsHash() throws Exception {
        byte[] file = Pictures.png(40, 30);
        byte[] other = file.clone();
        other[other.length - 1]++;
        MvcTestResult ticket = announce(file);
        Map<String, String> headers = read(ticket, "$.headers");
        assertThat(headers).containsOnlyKeys("content-type", "x-amz-checksum-sha256");
        assertThat(upload(read(ticket, "$.uploadUrl"), "image/png", file)).as("without its hash").isEqualTo(403);
        assertThat(upload(read(ticket, "$.uploadUrl"), headers, file)).isEqualTo(200);
        assertThat(complete(ticket)).hasStatus(200);

        // as a storage does that does not compare
        MvcTestResult exchanged = announce(file);
        files.put(Uploads.fileOf(UUID.fromString(read(exchanged, "$.imageId"))), "image/png",
                () -> new ByteArrayInputStream(other), other.length);
        assertThat(complete(exchanged)).hasStatus(422).bodyJson().extractingPath("$.detail").asString()
                .contains("another hash");
        assertThat(shop.post(product + "/images", """
                {"fileName": "x.png", "contentType": "image/png", "size": 10, "sha256": "abc"}"""))
                .hasStatus(422).bodyJson().extractingPath("$.detail").asString().startsWith("sha256 is ");
    }

    @Test
    void whatIsUploadedAfterTheCheckIsNotPublished() throws Exception {
        byte[] file = Pictures.png(40, 30);
        byte[] other = Pictures.png(30, 40);
        MvcTestResult ticket = announce("radio.png", "image/png", file.length);
        assertThat(upload(read(ticket, "$.uploadUrl"), "image/png", file)).isEqualTo(200);
        String url = read(complete(ticket), "$.url");
        assertThat(other).hasSameSizeAs(file);
        assertThat(upload(read(ticket, "$.uploadUrl"), "image/png", other)).as("its URL still works").isEqualTo(200);
        assertThat(complete(ticket)).hasStatus(200);
        assertThat(shop.get(url).getResponse().getContentAsByteArray()).isEqualTo(file);
    }

    @Test
    void tenCompletionsAtOncePublishOnce() throws Exception {
        byte[] file = Pictures.png(500, 300);
        MvcTestResult ticket = announce("radio.png", "image/png", file.length);
        assertThat(upload(read(ticket, "$.uploadUrl"), "image/png", file)).isEqualTo(200);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<MvcTestResult> completion = () -> complete(ticket);
            for (Future<MvcTestResult> answer : threads.invokeAll(Collections.nCopies(10, completion))) {
                assertThat(answer.get()).hasStatus(200);
            }
        }
        assertThat(Shop.<List<Object>>read(shop.get(product), "$.images")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"private/%s", "..%%2Fprivate%%2F%s", "%%2e%%2e%%2fprivate%%2f%s", "..%%5Cprivate%%5C%s",
            "../private/%s",
            "%s", "..;/private/%s", "%%00%s", "%s%%00.png", "media/../private/%s", "%s?versionId=x", "//private/%s"})
    void noPrivateFileIsServed(String path) {
        String name = "a".repeat(64) + ".png";
        byte[] secret = "invoice".getBytes(StandardCharsets.UTF_8);
        for (String key : new String[]{"private/" + name, "uploads/" + name, name}) {
            files.put(key, "image/png", () -> new ByteArrayInputStream(secret), secret.length);
        }
        MvcTestResult answer = shop.getRaw("/api/v1/media/" + path.formatted(name));
        assertThat(answer.getResponse().getStatus()).isBetween(400, 404);
        assertThat(Shop.body(answer)).doesNotContain("invoice");
    }

    @Test
    void aProductThatIsNotThereTakesNoImage() {
        product = "/api/v1/products/" + UUID.randomUUID();
        assertThat(announce("radio.png", "image/png", 10)).hasStatus(404);
    }

    @ParameterizedTest
    @CsvSource({"x.png", "imports", "0000000000000000000000000000000000000000000000000000000000000000.png",
            "0000000000000000000000000000000000000000000000000000000000000000.svg"})
    void thereIsNothingUnderAWrongKey(String key) {
        assertThat(shop.get("/api/v1/media/" + key)).hasStatus(404);
    }

    @Test
    void theInnerEndpointOfStorageIsThePublicOneUnlessItIsSet() {
        assertThat(environment.getProperty("souk.storage.public-endpoint"))
                .isEqualTo(environment.getProperty("SOUK_S3_ENDPOINT"));
    }

    private List<String> shown() {
        return read(shop.get(product), "$.images[*].id");
    }

    private MvcTestResult order(String ifMatch, String... images) {
        String ids = Stream.of(images).map(id -> "\"" + id + "\"").collect(Collectors.joining(", "));
        return shop.put(product + "/images", ifMatch, "{\"images\": [" + ids + "]}");
    }

    /** The id of a new image that is shown. */
    private String published(int width, int height) throws Exception {
        byte[] file = Pictures.png(width, height);
        MvcTestResult ticket = announce("radio.png", "image/png", file.length);
        assertThat(upload(read(ticket, "$.uploadUrl"), "image/png", file)).isEqualTo(200);
        assertThat(complete(ticket)).hasStatus(200);
        return read(ticket, "$.imageId");
    }

    private MvcTestResult announce(String fileName, String contentType, long size) {
        return shop.post(product + "/images", "{\"fileName\": \"%s\", \"contentType\": \"%s\", \"size\": %d}"
                .formatted(fileName, contentType, size));
    }

    /** With its hash. */
    private MvcTestResult announce(byte[] file) throws NoSuchAlgorithmException {
        return shop.post(product + "/images", """
                {"fileName": "radio.png", "contentType": "image/png", "size": %d, "sha256": "%s"}"""
                .formatted(file.length, HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file))));
    }

    private MvcTestResult complete(MvcTestResult ticket) {
        return shop.post(product + "/images/" + read(ticket, "$.imageId") + "/complete", "");
    }

    private static int upload(String url, String contentType, byte[] file) throws Exception {
        return upload(url, Map.of("Content-Type", contentType), file);
    }

    private static int upload(String url, Map<String, String> headers, byte[] file) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(file));
        headers.forEach(request::header);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
