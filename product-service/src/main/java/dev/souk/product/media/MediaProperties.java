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
 */
@ConfigurationProperties("souk.media")
record MediaProperties(@DefaultValue("5MB") DataSize largestImage, @DefaultValue("25000000") long mostPixels,
        @DefaultValue("15m") Duration uploadValidity) {}
