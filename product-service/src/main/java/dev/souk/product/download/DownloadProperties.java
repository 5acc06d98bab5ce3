package dev.souk.product.download;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.util.unit.DataSize;

/**
 * Where files may be fetched from, and how much room and patience they get.
 *
 * @param origins as {@code https://feeds.example.com} or {@code https://feeds.example.com:8443}; nothing else is fetched.
 *        {@code http://} only where nobody can listen in or answer instead
 * @param privateNetworks in which origins may be although they are not on the public internet, as {@code 10.1.2.0/24}
 * @param largestFile as it comes, before decompression
 * @param connectTimeout for the connection, and again for TLS
 * @param longestSilence between two bytes
 * @param timeLimit for all together, however steadily it drips
 */
@ConfigurationProperties("souk.imports.download")
record DownloadProperties(@DefaultValue List<Origin> origins, @DefaultValue List<IpAddressMatcher> privateNetworks,
        @DefaultValue("256MB") DataSize largestFile, @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("10s") Duration longestSilence, @DefaultValue("5m") Duration timeLimit) {}
