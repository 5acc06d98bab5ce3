package dev.souk.product.search;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the search index is fed.
 *
 * @param alias under which shoppers search; the index behind it has the version of its mapping in its name
 * @param bulkProducts in one bulk request
 * @param bulkSize a bulk request ends earlier when its products have so many bytes, which bounds the memory
 * @param safetyPoll how often the queue is looked at although no commit has woken the indexer
 */
@Validated
@ConfigurationProperties("souk.search")
record SearchProperties(@NotBlank String alias, @DefaultValue("1000") int bulkProducts,
        @DefaultValue("5MB") DataSize bulkSize, @DefaultValue("5s") Duration safetyPoll) {}
