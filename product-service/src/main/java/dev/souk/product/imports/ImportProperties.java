package dev.souk.product.imports;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How feeds are read.
 *
 * @param batchLines lines that take effect in one transaction
 * @param batchSize a batch ends earlier when its lines have so many bytes, which bounds the memory
 * @param longestLine a longer line is a bad row
 * @param largestFeed after decompression; a larger feed fails, so that a small file cannot keep the service busy for ever
 * @param lease a worker that was not heard of for so long is taken for dead, and another one goes on from its checkpoint
 * @param poll how often a worker looks for imports that nobody works on
 * @param errorsKept row errors beyond this number are counted only
 * @param filesKept for so long after an import has ended operators can look at what came
 */
@ConfigurationProperties("souk.imports")
record ImportProperties(@DefaultValue("500") int batchLines, @DefaultValue("2MB") DataSize batchSize,
        @DefaultValue("1MB") DataSize longestLine, @DefaultValue("2GB") DataSize largestFeed,
        @DefaultValue("15s") Duration lease, @DefaultValue("2s") Duration poll,
        @DefaultValue("1000") int errorsKept, @DefaultValue("7d") Duration filesKept) {}
