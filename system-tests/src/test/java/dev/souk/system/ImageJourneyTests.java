package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.local.Platform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
        String product = goods.product(goods.sku(0));
        goods.image(product);

        JsonNode shown = platform.api().get("/products/" + product).expect(200).path("images").path(0);
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
}
