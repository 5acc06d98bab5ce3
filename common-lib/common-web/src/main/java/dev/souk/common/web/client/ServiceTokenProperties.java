package dev.souk.common.web.client;

import java.net.URI;
import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where this service gets its own token.
 *
 * @param uri a service name as host is looked up in the registry
 * @param secret this service's own; needed at the first call only
 */
@ConfigurationProperties("souk.service-token")
record ServiceTokenProperties(
        @DefaultValue("http://user-service/internal/service-tokens") URI uri,
        @DefaultValue("") String secret,
        @DefaultValue("500ms") Duration connectTimeout,
        @DefaultValue("2s") Duration readTimeout) {}
