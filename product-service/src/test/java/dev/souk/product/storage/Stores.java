package dev.souk.product.storage;

import java.net.URI;

/** Object stores beside the one of the context. */
public final class Stores {

    private Stores() {
    }

    /** One that never answers. */
    public static ObjectStore away() {
        URI nobody = URI.create("http://127.0.0.1:1");
        return at(new StorageProperties(nobody, nobody, "us-east-1", "bucket", "key", "secret"));
    }

    static ObjectStore at(StorageProperties properties) {
        StorageConfiguration configuration = new StorageConfiguration();
        return new ObjectStore(configuration.s3Client(properties), configuration.s3Presigner(properties), properties);
    }
}
