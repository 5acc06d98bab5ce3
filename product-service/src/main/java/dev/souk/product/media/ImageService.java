package dev.souk.product.media;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.product.catalogue.CatalogueService;
import dev.souk.product.catalogue.ChangedBy;
import dev.souk.product.catalogue.ProductId;
import dev.souk.product.catalogue.PublishedImage;
import dev.souk.product.storage.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings images into the catalogue: a ticket, an upload past this service, and a look at the bytes before anyone sees them. */
@Service
public class ImageService {

    private static final Pattern FILE_NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,255}");

    private final Uploads uploads;
    private final CatalogueService catalogue;
    private final ObjectStore files;
    private final MediaProperties properties;
    private final Clock clock;
    private final TransactionTemplate transaction;

    ImageService(Uploads uploads, CatalogueService catalogue, ObjectStore files, MediaProperties properties,
            Clock clock, TransactionTemplate transaction) {
        this.uploads = uploads;
        this.catalogue = catalogue;
        this.files = files;
        this.properties = properties;
        this.clock = clock;
        this.transaction = transaction;
    }

    /**
     * Gives leave to upload one image of a product.
     *
     * @throws ImageRefused when it could not be shown anyway
     */
    public UploadTicket announce(ProductId product, String fileName, String contentType, long size) {
        ImageFormat format = ImageFormat.ofContentType(contentType)
                .orElseThrow(() -> new ImageRefused("contentType is image/png, image/jpeg or image/webp"));
        if (size < 1 || size > properties.largestImage().toBytes()) {
            throw new ImageRefused("size is 1 to " + properties.largestImage().toBytes() + " bytes");
        }
        if (!FILE_NAME.matcher(fileName).matches() || fileName.equals("..") || fileName.equals(".")) {
            throw new ImageRefused("fileName is a plain name of at most 255 characters, without a path");
        }
        catalogue.product(product, true);
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Instant now = clock.instant();
        UploadTicket ticket = new UploadTicket(id,
                files.presignPut(Uploads.fileOf(id), contentType, size, properties.uploadValidity()),
                Map.of("Content-Type", contentType), now.plus(properties.uploadValidity()));
        uploads.add(id, product, fileName, format, size, now);
        return ticket;
    }

    /**
     * Verifies what was uploaded and shows it; a second call answers the same.
     *
     * @throws ImageNotFound when the product has no such image
     * @throws ImageNotUploaded when nothing has arrived
     * @throws ImageRefused when the bytes are not the announced image; they are thrown away
     */
    public PublishedImage complete(ProductId product, UUID imageId, ChangedBy by) {
        Uploads.Upload upload = find(product, imageId);
        if (upload.published() != null) {
            return upload.published();
        }
        byte[] bytes = uploaded(imageId);
        PublishedImage image = verified(upload, bytes);
        // the bytes first: a row that points nowhere would be seen, a file without a row is only dust
        files.put(MediaFiles.PREFIX + image.mediaKey(), upload.format().contentType(),
                new ByteArrayInputStream(bytes), bytes.length);
        transaction.executeWithoutResult(_ -> {
            if (uploads.publish(image)) {
                catalogue.imageAdded(product, imageId, by);
            } else {
                // another request was faster, or the row was cleared away: then there is no image
                find(product, imageId);
            }
        });
        files.delete(Uploads.fileOf(imageId));
        return image;
    }

    private Uploads.Upload find(ProductId product, UUID imageId) {
        return uploads.find(product, imageId)
                .orElseThrow(() -> new ImageNotFound("the product has no image " + imageId));
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

    private PublishedImage verified(Uploads.Upload upload, byte[] bytes) {
        try {
            return verify(upload, bytes);
        } catch (ImageRefused refused) {
            files.delete(Uploads.fileOf(upload.id()));
            uploads.forget(upload.id());
            throw refused;
        }
    }

    private PublishedImage verify(Uploads.Upload upload, byte[] bytes) {
        if (bytes.length != upload.size()) {
            throw new ImageRefused("the uploaded file has another size than the announced " + upload.size() + " bytes");
        }
        ImageHeader header = ImageHeader.read(bytes)
                .filter(found -> found.format() == upload.format())
                .orElseThrow(() -> new ImageRefused("the uploaded file is not " + upload.format().contentType()));
        if (header.pixels() > properties.mostPixels()) {
            throw new ImageRefused("the image has more than " + properties.mostPixels() + " pixels; make it smaller");
        }
        return new PublishedImage(upload.id(), sha256(bytes) + "." + header.format().extension(), header.width(),
                header.height());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
