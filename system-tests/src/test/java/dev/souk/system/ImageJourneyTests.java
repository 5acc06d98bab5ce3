package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.local.Platform;
import dev.souk.local.api.SoukApi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@WholePlatform
class ImageJourneyTests {

    private final Platform platform;
    private final Goods goods;

    ImageJourneyTests(Platform platform, Goods goods) {
        this.platform = platform;
        this.goods = goods;
    }

    @Test
    void anImageGoesStraightToTheStoreAndIsThenShownAtTheEdge() throws Exception {
        String product = "/products/" + goods.product(goods.sku(0));
        byte[] png = png(40, 30);
        SoukApi operator = goods.operator();

        JsonNode upload = operator.post(product + "/images",
                Map.of("fileName", "lamp.png", "contentType", "image/png", "size", png.length)).expect(201);
        HttpRequest.Builder put = HttpRequest.newBuilder(URI.create(upload.path("uploadUrl").asString()))
                .method(upload.path("method").asString(), BodyPublishers.ofByteArray(png));
        upload.path("headers").properties()
                .forEach(header -> put.header(header.getKey(), header.getValue().asString()));
        operator.send(put.build()).expect(200);
        operator.post(product + "/images/" + upload.path("imageId").asString() + "/complete", Map.of()).expect(200);

        JsonNode shown = platform.api().get(product).expect(200).path("images").path(0);
        HttpResponse<byte[]> file = file(shown.path("url").asString());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(file.headers().firstValue("Cache-Control")).hasValueSatisfying(
                caching -> assertThat(caching).contains("immutable"));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file.body()));
        assertThat(image.getWidth()).isEqualTo(40);
        assertThat(image.getHeight()).isEqualTo(30);
    }

    private HttpResponse<byte[]> file(String path) throws IOException, InterruptedException {
        try (HttpClient browser = HttpClient.newHttpClient()) {
            return browser.send(HttpRequest.newBuilder(URI.create(platform.edge() + path)).build(),
                    BodyHandlers.ofByteArray());
        }
    }

    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }
}
