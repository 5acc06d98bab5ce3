package dev.souk.product.media;

import static dev.souk.product.Shop.read;
import static dev.souk.product.Shop.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ProductPlatform
class ImageTests {

    @Autowired
    private MockMvcTester mvc;

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
    void anUploadThatNeverCameIsNotComplete() {
        assertThat(complete(announce("radio.png", "image/png", 10))).hasStatus(409);
    }

    @ParameterizedTest
    @CsvSource({"../../etc/passwd,image/png,10,fileName", "/etc/passwd,image/png,10,fileName",
            "..\\\\x.png,image/png,10,fileName", "..,image/png,10,fileName", "a\\u001b.png,image/png,10,fileName",
            "a\\nb.png,image/png,10,fileName", "radio.svg,image/svg+xml,10,contentType",
            "radio.png,image/png;charset=x,10,contentType", "radio.png,image/png,0,size",
            "radio.png,image/png,-1,size", "radio.png,image/png,6000000,size",
            "radio.png,image/png,9223372036854775807,size"})
    void whatCouldNeverBeShownGetsNoTicket(String fileName, String contentType, long size, String named) {
        assertThat(announce(fileName, contentType, size)).hasStatus(422).bodyJson().extractingPath("$.detail")
                .asString()
                .startsWith(named + " is ");
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

    private MvcTestResult announce(String fileName, String contentType, long size) {
        return shop.post(product + "/images", "{\"fileName\": \"%s\", \"contentType\": \"%s\", \"size\": %d}"
                .formatted(fileName, contentType, size));
    }

    private MvcTestResult complete(MvcTestResult ticket) {
        return shop.post(product + "/images/" + read(ticket, "$.imageId") + "/complete", "");
    }

    private static int upload(String url, String contentType, byte[] file) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(url)).header("Content-Type", contentType)
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(file)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
