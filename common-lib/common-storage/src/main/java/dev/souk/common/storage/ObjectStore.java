package dev.souk.common.storage;

import dev.souk.common.web.client.DependencyUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamSource;
import org.springframework.http.ContentDisposition;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/**
 * The bucket. Nothing in it can be read without a signature: what is public is what a service itself hands out. Every method
 * throws {@link DependencyUnavailable} when the storage does not answer.
 */
public final class ObjectStore {

    /** A presigned URL to read a file works for so long at most: whoever finds it later in a log or a history is too late. */
    public static final Duration LONGEST_READ = Duration.ofMinutes(15);

    private static final String NAME = "object storage";
    /** Sent by every client of its own accord. */
    private static final Set<String> UNSAID_HEADERS = Set.of("host", "content-length");

    private final S3Client s3;
    private final S3Presigner presigner;
    private final String bucket;
    private final AtomicBoolean bucketIsThere = new AtomicBoolean();

    /** @param presigner signs for the endpoint that browsers reach */
    public ObjectStore(S3Client s3, S3Presigner presigner, String bucket) {
        this.s3 = s3;
        this.presigner = presigner;
        this.bucket = bucket;
    }

    /**
     * An open file; close it.
     *
     * @param content throws an {@link java.io.IOException} when the connection breaks off before its end
     * @param size in bytes
     */
    public record StoredFile(InputStream content, long size) {}

    /**
     * What the storage says of a file.
     *
     * @param size in bytes
     * @param storedAt when it was stored last, by the clock of the storage
     */
    public record FileInfo(String key, long size, Instant storedAt) {}

    /**
     * Leave to store one file.
     *
     * @param url takes one kind of PUT
     * @param headers must be sent with it exactly so, as they are signed
     */
    public record UploadUrl(URI url, Map<String, String> headers) {}

    /**
     * Stores the whole content under the key; whoever reads it sees all or nothing.
     *
     * @param content opened again, from its beginning, when a connection breaks off
     * @param size of the content in bytes
     */
    public void put(String key, String contentType, InputStreamSource content, long size) {
        ensureBucket();
        answer(() -> s3.putObject(request -> request.bucket(bucket).key(key).contentType(contentType),
                RequestBody.fromContentProvider(() -> opened(content), size, contentType)));
    }

    private static InputStream opened(InputStreamSource content) {
        try {
            return content.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file; empty when there is none. */
    public Optional<StoredFile> open(String key) {
        return found(() -> {
            ResponseInputStream<GetObjectResponse> object = s3.getObject(request -> request.bucket(bucket).key(key));
            return new StoredFile(object, object.response().contentLength());
        });
    }

    /** What is known of the file without reading it; empty when there is none. */
    public Optional<FileInfo> head(String key) {
        return found(() -> {
            HeadObjectResponse head = s3.headObject(request -> request.bucket(bucket).key(key));
            return new FileInfo(key, head.contentLength(), head.lastModified());
        });
    }

    /**
     * Copies a file within the storage; whoever reads the copy sees all or nothing.
     *
     * @return false when there is nothing to be copied
     */
    public boolean copy(String from, String to) {
        return found(() -> s3.copyObject(request -> request.sourceBucket(bucket).sourceKey(from)
                .destinationBucket(bucket).destinationKey(to))).isPresent();
    }

    /** Afterwards there is no such file, whether or not there was one. */
    public void delete(String key) {
        ensureBucket();
        answer(() -> s3.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    /**
     * Files in the order of their keys.
     *
     * @param prefix that their keys begin with
     * @param after only files with a greater key; null for the first
     * @param limit 1 to 1,000; fewer are the last ones
     */
    public List<FileInfo> list(String prefix, @Nullable String after, int limit) {
        ensureBucket();
        return answer(() -> s3.listObjectsV2(request -> request.bucket(bucket).prefix(prefix).startAfter(after)
                .maxKeys(limit))).contents().stream().map(ObjectStore::info).toList();
    }

    /**
     * Lets whoever has the URL, which is on the public endpoint, store a file of exactly this type and size under the key.
     *
     * @param sha256 of the file in Base64, which a storage that checks it demands; null when it is not known
     */
    public UploadUrl presignPut(String key, String contentType, long size, @Nullable String sha256,
            Duration validity) {
        ensureBucket();
        PresignedPutObjectRequest signed = presigner.presignPutObject(presign -> presign.signatureDuration(validity)
                .putObjectRequest(put -> put.bucket(bucket).key(key).contentType(contentType).contentLength(size)
                        .checksumSHA256(sha256)));
        Map<String, String> headers = new HashMap<>();
        signed.signedHeaders().forEach((name, values) -> {
            if (!UNSAID_HEADERS.contains(name)) {
                headers.put(name, String.join(",", values));
            }
        });
        return new UploadUrl(URI.create(signed.url().toString()), Map.copyOf(headers));
    }

    /**
     * A URL on the public endpoint under which whoever has it downloads a private file: a browser stores it and never shows
     * it in a page, whatever is in it. Does not ask whether the file is there, nor whether the caller may have it.
     *
     * @param fileName that it is stored under
     * @throws IllegalArgumentException when it would work for longer than {@link #LONGEST_READ}
     */
    public URI presignGet(String key, String fileName, Duration validity) {
        if (validity.compareTo(LONGEST_READ) > 0) {
            throw new IllegalArgumentException(
                    "a URL to read works for " + LONGEST_READ + " at most, not for " + validity);
        }
        String disposition = ContentDisposition.attachment().filename(fileName, StandardCharsets.UTF_8)
                .build().toString();
        return URI.create(presigner.presignGetObject(presign -> presign.signatureDuration(validity)
                .getObjectRequest(get -> get.bucket(bucket).key(key).responseContentDisposition(disposition)
                        .responseCacheControl("private, no-store")))
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

    private static FileInfo info(S3Object object) {
        return new FileInfo(object.key(), object.size(), object.lastModified());
    }

    private static <T> Optional<T> found(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (NoSuchKeyException | NoSuchBucketException notThere) {
            return Optional.empty();
        } catch (SdkException failure) {
            throw new DependencyUnavailable(NAME, failure);
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
