package dev.souk.product.media;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.souk.common.storage.ObjectStore;
import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.product.catalogue.CatalogueEntry;
import dev.souk.product.catalogue.CatalogueService;
import dev.souk.product.catalogue.ChangedBy;
import dev.souk.product.catalogue.InvalidProduct;
import dev.souk.product.catalogue.ProductId;
import dev.souk.product.catalogue.PublishedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings images into the catalogue: a ticket, an upload past this service, and a look at the bytes before anyone sees them.
 * What is published are the very bytes that were looked at, without their metadata, under the name of their own hash;
 * nobody can exchange them afterwards. What was uploaded is deleted.
 */
@Service
public class ImageService {

    private static final Logger log = LoggerFactory.getLogger(ImageService.class);
    private static final Pattern FILE_NAME = Pattern.compile("[^/\\\\\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]{1,255}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    /** Well below the five seconds after which the edge gives up. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private final Uploads uploads;
    private final CatalogueService catalogue;
    private final ObjectStore files;
    private final MediaProperties properties;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Semaphore memory;

    ImageService(Uploads uploads, CatalogueService catalogue, ObjectStore files, MediaProperties properties,
            Clock clock, TransactionTemplate transaction) {
        this.uploads = uploads;
        this.catalogue = catalogue;
        this.files = files;
        this.properties = properties;
        this.clock = clock;
        this.transaction = transaction;
        this.memory = new Semaphore(properties.checkedAtOnce(), true);
    }

    /**
     * Gives leave to upload one image of a product.
     *
     * @param size in bytes
     * @param sha256 of the bytes, in hexadecimal digits; null when the uploader does not say it
     * @throws ImageRefused when it could not be shown anyway
     */
    public UploadTicket announce(ProductId product, String fileName, String contentType, long size,
            @Nullable String sha256) {
        ImageFormat format = ImageFormat.ofContentType(contentType).filter(known -> known != ImageFormat.WEBP)
                .orElseThrow(() -> new ImageRefused(
                        "contentType is image/png or image/jpeg; export the picture as one of these"));
        if (size < 1 || size > properties.largestImage().toBytes()) {
            throw new ImageRefused("size is 1 to " + properties.largestImage().toBytes() + " bytes");
        }
        if (!FILE_NAME.matcher(fileName).matches() || fileName.equals("..") || fileName.equals(".")) {
            throw new ImageRefused("fileName is a plain name of at most 255 characters, without a path");
        }
        if (sha256 != null && !SHA256.matcher(sha256).matches()) {
            throw new ImageRefused("sha256 is the hash of the file in 64 hexadecimal digits");
        }
        catalogue.product(product, true);
        byte[] hash = sha256 == null ? null : HexFormat.of().parseHex(sha256);
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Instant now = clock.instant();
        ObjectStore.UploadUrl upload = files.presignPut(Uploads.fileOf(id), contentType, size,
                hash == null ? null : Base64.getEncoder().encodeToString(hash), properties.uploadValidity());
        uploads.add(id, product, fileName, format, size, hash, now);
        return new UploadTicket(id, upload.url(), upload.headers(), now.plus(properties.uploadValidity()));
    }

    /**
     * Verifies what was uploaded and shows it; a second call answers the same.
     *
     * @throws ImageNotFound when the product has no such image
     * @throws ImageNotUploaded when nothing has arrived
     * @throws ImageRefused when the bytes are not the announced image; they are thrown away
     * @throws ImagesBusy when too many others are being verified
     */
    public PublishedImage complete(ProductId product, UUID imageId, ChangedBy by) {
        if (!find(product, imageId).published()) {
            whenMemoryAllows(() -> publishUnlessPublished(product, imageId, by));
        }
        return catalogue.product(product, true).images().stream().filter(image -> image.id().equals(imageId))
                .findFirst().orElseThrow(() -> notShown(product, imageId));
    }

    /**
     * Takes an image off a product. Its files go with the next clearing up, unless another image has the same.
     *
     * @param seen whether a version of the product is one that the editor has seen
     * @throws dev.souk.product.catalogue.StaleVersion when it has been edited since
     * @throws ImageNotFound when the product shows no such image
     */
    public void remove(ProductId product, LongPredicate seen, UUID imageId, ChangedBy by) {
        catalogue.editImages(product, seen, shown -> {
            if (!shown.contains(imageId)) {
                throw notFound(imageId);
            }
            return shown.stream().filter(image -> !image.equals(imageId)).toList();
        }, by);
    }

    /**
     * Puts the images of a product in order: lists and search show the first one.
     *
     * @param order each of the images that are shown, once
     * @param seen whether a version of the product is one that the editor has seen
     * @throws dev.souk.product.catalogue.StaleVersion when it has been edited since
     * @throws InvalidProduct when the order lacks one, or has another one
     */
    public CatalogueEntry order(ProductId product, LongPredicate seen, List<UUID> order, ChangedBy by) {
        return catalogue.editImages(product, seen, shown -> {
            if (order.size() != shown.size() || !Set.copyOf(order).equals(Set.copyOf(shown))) {
                throw new InvalidProduct("/images", "name each image that the product shows once: "
                        + shown.size() + " of them");
            }
            return order;
        }, by);
    }

    /** It was cleared away in the meantime, or another request goes on with other bytes, which were uploaded since. */
    private RuntimeException notShown(ProductId product, UUID imageId) {
        return uploads.find(product, imageId).isPresent() ? new ImagesBusy() : notFound(imageId);
    }

    /** Looks again: a repeated request may have waited for the first. */
    private void publishUnlessPublished(ProductId product, UUID imageId, ChangedBy by) {
        Uploads.Upload upload = find(product, imageId);
        if (!upload.published()) {
            publish(product, checked(upload), by);
            forgetUploadedFile(imageId);
        }
    }

    private Uploads.Upload find(ProductId product, UUID imageId) {
        return uploads.find(product, imageId).orElseThrow(() -> notFound(imageId));
    }

    private static ImageNotFound notFound(UUID imageId) {
        return new ImageNotFound("the product has no image " + imageId);
    }

    private void whenMemoryAllows(Runnable work) {
        try {
            if (!memory.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ImagesBusy();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new ImagesBusy();
        }
        try {
            work.run();
        } finally {
            memory.release();
        }
    }

    /** An image that was found good, and the files that it is shown by. */
    private record Checked(PublishedImage image, List<ImageFile> files) {

        static Checked of(UUID imageId, CleanPicture picture, List<Thumbnails.Thumbnail> thumbnails) {
            ImageFile file = ImageFile.of(picture.format(), picture.file());
            List<ImageFile> files = new ArrayList<>(List.of(file));
            List<PublishedImage.Thumbnail> smaller = new ArrayList<>();
            for (Thumbnails.Thumbnail thumbnail : thumbnails) {
                ImageFile copy = ImageFile.of(thumbnail.format(), thumbnail.file());
                files.add(copy);
                smaller.add(new PublishedImage.Thumbnail(copy.mediaKey, thumbnail.width(), thumbnail.height()));
            }
            return new Checked(new PublishedImage(imageId, file.mediaKey, picture.width(), picture.height(), smaller),
                    files);
        }
    }

    /** Bytes under the name of their own hash. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record ImageFile(String mediaKey, ImageFormat format, byte[] bytes) {

        static ImageFile of(ImageFormat format, byte[] bytes) {
            return new ImageFile(HexFormat.of().formatHex(sha256(bytes)) + "." + format.extension(), format, bytes);
        }
    }

    private Checked checked(Uploads.Upload upload) {
        byte[] bytes = uploaded(upload.id());
        try {
            CleanPicture picture = verify(upload, bytes);
            return Checked.of(upload.id(), picture, Thumbnails.of(picture));
        } catch (ImageRefused refused) {
            files.delete(Uploads.fileOf(upload.id()));
            uploads.forget(upload.id());
            throw refused;
        }
    }

    private byte[] uploaded(UUID imageId) {
        ObjectStore.StoredFile file = files.open(Uploads.fileOf(imageId)).orElseThrow(ImageNotUploaded::new);
        try (InputStream content = file.content()) {
            // one byte more than allowed tells a larger file without reading it
            return content.readNBytes((int) properties.largestImage().toBytes() + 1);
        } catch (IOException brokeOff) {
            throw new DependencyUnavailable("object storage", brokeOff);
        }
    }

    private CleanPicture verify(Uploads.Upload upload, byte[] bytes) {
        if (bytes.length != upload.size()) {
            throw new ImageRefused("the uploaded file has another size than the announced " + upload.size() + " bytes");
        }
        // not every storage compares what it was sent with the hash in the signature
        if (upload.sha256() != null && !MessageDigest.isEqual(upload.sha256(), sha256(bytes))) {
            throw new ImageRefused("the uploaded file has another hash than the announced sha256");
        }
        ImageHeader header = ImageHeader.read(bytes)
                .filter(found -> found.format() == upload.format())
                .orElseThrow(() -> new ImageRefused("the uploaded file is not " + upload.format().contentType()));
        if (header.pixels() > properties.mostPixels()) {
            throw new ImageRefused("the image has more than " + properties.mostPixels() + " pixels; make it smaller");
        }
        if (Math.max(header.width(), header.height()) > properties.longestSide()) {
            throw new ImageRefused("the image is longer or higher than " + properties.longestSide()
                    + " pixels; make it smaller");
        }
        return CleanPicture.of(header, bytes);
    }

    /**
     * The files are written down, stored, and only then shown: a row that points nowhere would be seen. No transaction waits
     * for object storage. Who dies in between leaves an upload that may be completed again or is cleared away after a day, and
     * its files after it.
     */
    private void publish(ProductId product, Checked checked, ChangedBy by) {
        PublishedImage image = checked.image();
        boolean awaited = Boolean.TRUE.equals(transaction.execute(_ -> uploads.expectFiles(image)));
        if (awaited) {
            checked.files().forEach(this::store);
            transaction.executeWithoutResult(_ -> {
                if (uploads.publish(image)) {
                    catalogue.imageAdded(product, image.id(), by);
                }
            });
        }
    }

    private void store(ImageFile file) {
        files.put(MediaFiles.PREFIX + file.mediaKey, file.format.contentType(),
                () -> new ByteArrayInputStream(file.bytes),
                file.bytes.length);
    }

    /** The image is published already: an upload that stays behind is found by {@link OrphanedFiles}. */
    private void forgetUploadedFile(UUID imageId) {
        try {
            files.delete(Uploads.fileOf(imageId));
        } catch (DependencyUnavailable away) {
            log.warn("The uploaded file of image {} stays behind until the next clearing up", imageId, away);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
