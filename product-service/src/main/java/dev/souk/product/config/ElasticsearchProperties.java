package dev.souk.product.config;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How Elasticsearch is reached.
 *
 * @param url may carry a user and a password
 * @param searchTimeout for what a shopper waits for: less than the edge waits
 */
@Validated
@ConfigurationProperties("souk.elasticsearch")
record ElasticsearchProperties(@NotNull URI url, @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("10s") Duration responseTimeout, @DefaultValue("3s") Duration searchTimeout) {

    /** Leaves the URL out, as it may carry a password. */
    @Override
    public String toString() {
        return "ElasticsearchProperties[...]";
    }
}
