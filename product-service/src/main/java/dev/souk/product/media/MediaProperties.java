package dev.souk.product.media;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What may be uploaded.
 *
 * @param largestImage in bytes; such an image is held in memory while it is verified
 * @param mostPixels beyond this a browser would suffer
 * @param uploadValidity for so long an upload URL works
 * @param abandonedAfter an upload that is not complete by then is cleared away; longer than its URL works, as else a file
 *        could arrive for which there is no row
 */
@ConfigurationProperties("souk.media")
record MediaProperties(@DefaultValue("5MB") DataSize largestImage, @DefaultValue("25000000") long mostPixels,
        @DefaultValue("15m") Duration uploadValidity, @DefaultValue("1d") Duration abandonedAfter) {

    MediaProperties {
        if (abandonedAfter.compareTo(uploadValidity) <= 0) {
            throw new IllegalArgumentException("souk.media.abandoned-after (" + abandonedAfter
                    + ") must be longer than souk.media.upload-validity (" + uploadValidity + ")");
        }
    }
}
