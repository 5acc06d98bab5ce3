package dev.souk.local.seed;

import dev.souk.local.AtOnce;
import dev.souk.local.api.SoukApi;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Gives products their pictures as an operator would: a presigned address, the upload, the word that it is complete. */
final class ImageUpload {

    private static final int MOST = 4;
    private static final int TRIES = 3;

    private final SoukApi operator;

    ImageUpload(SoukApi operator) {
        this.operator = operator;
    }

    /**
     * Uploads those that are missing.
     *
     * @param images by the product's id in the feed
     * @return how many were uploaded
     */
    int upload(Map<String, SeedImage> images) {
        List<Supplier<Boolean>> uploads = new ArrayList<>();
        images.forEach((feedId, image) -> uploads.add(() -> uploadPatiently(feedId, image)));
        return (int) AtOnce.run(MOST, uploads).stream().filter(uploaded -> uploaded).count();
    }

    /** A first start on a busy machine meets a time-out now and then; to begin again harms nothing. */
    private boolean uploadPatiently(String feedId, SeedImage image) {
        for (int tried = 1;; tried++) {
            try {
                return uploadIfMissing(feedId, image);
            } catch (RuntimeException e) {
                if (tried == TRIES) {
                    throw e;
                }
            }
        }
    }

    private boolean uploadIfMissing(String feedId, SeedImage image) {
        JsonNode product = operator.get("/products/by-external-id/" + feedId).expect(200);
        if (!product.path("images").isEmpty()) {
            return false;
        }
        byte[] png = image.png();
        String images = "/products/" + product.path("id").asString() + "/images";
        JsonNode upload = operator.post(
                images, Map.of("fileName", feedId + ".png", "contentType", SeedImage.CONTENT_TYPE, "size", png.length))
                .expect(201);
        put(upload, png);
        operator.post(images + "/" + upload.path("imageId").asString() + "/complete", Map.of()).expect(200);
        return true;
    }

    private void put(JsonNode upload, byte[] png) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(upload.path("uploadUrl").asString()))
                .PUT(BodyPublishers.ofByteArray(png));
        upload.path("headers").properties()
                .forEach(header -> request.setHeader(header.getKey(), header.getValue().asString()));
        operator.send(request.build()).expect(200);
    }
}
