package dev.souk.product.storage;

import dev.souk.common.web.client.DependencyUnavailable;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The bucket. Every method throws {@link DependencyUnavailable} when the storage does not answer. */
@Component
public final class ObjectStore {

    private static final String NAME = "object storage";

    private final S3Client s3;
    private final S3Presigner presigner;
    private final String bucket;
    private final AtomicBoolean bucketIsThere = new AtomicBoolean();

    ObjectStore(S3Client s3, S3Presigner presigner, StorageProperties storage) {
        this.s3 = s3;
        this.presigner = presigner;
        this.bucket = storage.bucket();
    }

    /**
     * An open file; close it.
     *
     * @param content throws an {@link java.io.IOException} when the connection breaks off before its end
     * @param size in bytes
     */
    public record StoredFile(InputStream content, long size) {}

    /** Stores the whole stream under the key; whoever reads it sees all or nothing. */
    public void put(String key, String contentType, InputStream content, long size) {
        ensureBucket();
        answer(() -> s3.putObject(request -> request.bucket(bucket).key(key).contentType(contentType),
                RequestBody.fromInputStream(content, size)));
    }

    /** The file; empty when there is none. */
    public Optional<StoredFile> open(String key) {
        try {
            ResponseInputStream<GetObjectResponse> object = s3.getObject(request -> request.bucket(bucket).key(key));
            return Optional.of(new StoredFile(object, object.response().contentLength()));
        } catch (NoSuchKeyException | NoSuchBucketException notThere) {
            return Optional.empty();
        } catch (SdkException failure) {
            throw new DependencyUnavailable(NAME, failure);
        }
    }

    /** Afterwards there is no such file, whether or not there was one. */
    public void delete(String key) {
        ensureBucket();
        answer(() -> s3.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    /**
     * A URL on the public endpoint that lets its holder store one file of exactly this type and size under the key.
     *
     * @param contentType to be sent as {@code Content-Type}: it is part of the signature, as is the length
     */
    public URI presignPut(String key, String contentType, long size, Duration validity) {
        ensureBucket();
        return URI.create(presigner.presignPutObject(presign -> presign.signatureDuration(validity)
                .putObjectRequest(put -> put.bucket(bucket).key(key).contentType(contentType).contentLength(size)))
                .url().toString());
    }

    private void ensureBucket() {
        if (!bucketIsThere.get()) {
            answer(this::createWhenMissing);
            bucketIsThere.set(true);
        }
    }

    private Object createWhenMissing() {
        try {
            return s3.headBucket(request -> request.bucket(bucket));
        } catch (NoSuchBucketException missing) {
            try {
                return s3.createBucket(request -> request.bucket(bucket));
            } catch (BucketAlreadyOwnedByYouException anotherInstanceWasFaster) {
                return anotherInstanceWasFaster;
            }
        }
    }

    private static <T> T answer(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException failure) {
            throw new DependencyUnavailable(NAME, failure);
        }
    }
}
