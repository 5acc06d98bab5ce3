package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.local.Platform;
import dev.souk.local.api.Answer;
import dev.souk.local.api.SoukApi;
import dev.souk.local.api.UnexpectedAnswer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;

/** Puts products up for sale and looks at their stock, as the operator. */
final class Goods {

    private static final String CATEGORY = "test-goods";
    private static final Duration SHIPPED_WITHIN = Duration.ofSeconds(90);

    private final SoukApi operator;

    Goods(Platform platform) {
        this.operator = platform.operator();
        Answer category = operator.post("/categories", Map.of("name", "Test goods"), CATEGORY);
        assertThat(category.status()).as(category.toString()).isIn(201, 409);
    }

    /** A new product with one SKU at 19.99 USD and so many pieces. */
    String sku(int pieces) {
        String sku = "TEST-" + UUID.randomUUID();
        operator.post("/products", Map.of(
                "externalId", externalId(sku),
                "title", "Test lamp " + sku,
                "description", "A lamp to test with",
                "brand", "Testers",
                "category", CATEGORY,
                "variants", List.of(Map.of("sku", sku, "price", Map.of("amount", 1999, "currency", "USD")))),
                UUID.randomUUID().toString()).expect(201);
        if (pieces > 0) {
            operator.put("/inventory/" + sku + "/supply", Map.of("quantity", pieces, "reason", "test"), sku)
                    .expect(200);
        }
        return sku;
    }

    /** What the feed of a partner would call the product of this SKU. */
    String externalId(String sku) {
        return "feed-" + sku;
    }

    /** The id of the product that this SKU is a form of. */
    String product(String sku) {
        return operator.get("/products/variants?sku=" + sku).expect(200).path("items").path(0).path("productId")
                .asString();
    }

    /** The id of a new picture of the product, 40 pixels by 30. */
    String image(String product) {
        byte[] png = png(40, 30);
        String images = "/products/" + product + "/images";
        JsonNode upload = operator.post(images,
                Map.of("fileName", "lamp.png", "contentType", "image/png", "size", png.length)).expect(201);
        HttpRequest.Builder put = HttpRequest.newBuilder(URI.create(upload.path("uploadUrl").asString()))
                .method(upload.path("method").asString(), BodyPublishers.ofByteArray(png));
        upload.path("headers").properties()
                .forEach(header -> put.header(header.getKey(), header.getValue().asString()));
        operator.send(put.build()).expect(200);
        String id = upload.path("imageId").asString();
        operator.post(images + "/" + id + "/complete", Map.of()).expect(200);
        return id;
    }

    private static byte[] png(int width, int height) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** With {@code available, reserved, sold, supplied}. */
    JsonNode stock(String sku) {
        return operator.get("/inventory/" + sku).expect(200);
    }

    long available(String sku) {
        return stock(sku).path("available").asLong();
    }

    /** Sends the order's goods, as soon as they may leave, until its shopper sees it. */
    void dispatch(Shopper shopper, String order) {
        await().atMost(SHIPPED_WITHIN).ignoreExceptionsInstanceOf(UnexpectedAnswer.class).untilAsserted(() -> {
            List<String> shipments = shipments(shopper, order);
            assertThat(shipments).isNotEmpty();
            shipments.forEach(
                    shipment -> operator.post("/shipments/" + shipment + "/dispatch", Map.of()).expect(200));
        });
        shopper.awaitStatus(order, "SHIPPED");
    }

    /** Brings goods that were sent. */
    void deliver(Shopper shopper, String order) {
        shipments(shopper, order).forEach(
                shipment -> operator.post("/shipments/" + shipment + "/deliver", Map.of()).expect(200));
        shopper.awaitStatus(order, "DELIVERED");
    }

    private static List<String> shipments(Shopper shopper, String order) {
        return shopper.api().get("/orders/" + order + "/shipments").expect(200).path("items").valueStream()
                .map(shipment -> shipment.path("id").asString()).toList();
    }

    SoukApi operator() {
        return operator;
    }
}
