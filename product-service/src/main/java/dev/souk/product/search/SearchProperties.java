package dev.souk.product.search;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the search index is reached and fed.
 *
 * @param url of Elasticsearch; may carry a user and a password
 * @param alias under which shoppers search; the index behind it has the version of its mapping in its name
 * @param bulkSize products in one bulk request
 * @param safetyPoll how often the queue is looked at although no commit has woken the indexer
 * @param retryPause between two tries while Elasticsearch is down
 * @param connectTimeout for the connection to Elasticsearch
 * @param responseTimeout for one answer of it
 */
@Validated
@ConfigurationProperties("souk.search")
record SearchProperties(@NotNull URI url, @NotBlank String alias, @DefaultValue("500") int bulkSize,
        @DefaultValue("5s") Duration safetyPoll, @DefaultValue("1s") Duration retryPause,
        @DefaultValue("1s") Duration connectTimeout, @DefaultValue("10s") Duration responseTimeout) {

    /** Leaves the URL out, as it may carry a password. */
    @Override
    public String toString() {
        return "SearchProperties[alias=" + alias + "]";
    }
}
