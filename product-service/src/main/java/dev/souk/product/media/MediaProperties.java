package dev.souk.product.media;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What may be uploaded.
 *
 * @param largestImage in bytes; such an image is held in memory while it is verified
 * @param mostPixels beyond this a browser would suffer, and so would this service: a progressive JPEG file takes up to six
 *        bytes of native memory for each while its thumbnails are made
 * @param longestSide in pixels: a single row is always held in memory
 * @param checkedAtOnce images that are looked through and made smaller at the same time: each takes some 50 MB for a moment
 * @param uploadValidity for so long an upload URL works
 * @param abandonedAfter an upload that is not complete by then is cleared away, and so is a file of this age that no row
 *        knows; longer than its URL works, as else a file could arrive for which there is no row
 */
@ConfigurationProperties("souk.media")
record MediaProperties(@DefaultValue("5MB") DataSize largestImage, @DefaultValue("16000000") long mostPixels,
        @DefaultValue("10000") int longestSide, @DefaultValue("1") int checkedAtOnce,
        @DefaultValue("15m") Duration uploadValidity, @DefaultValue("1d") Duration abandonedAfter) {

    MediaProperties {
        if (abandonedAfter.compareTo(uploadValidity) <= 0) {
            throw new IllegalArgumentException("souk.media.abandoned-after (" + abandonedAfter
                    + ") must be longer than souk.media.upload-validity (" + uploadValidity + ")");
        }
    }
}
