package dev.souk.gateway.security;

import java.net.URI;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which tokens the edge believes, under {@code souk.edge.tokens}.
 *
 * @param jwkSetUri where user-service publishes its keys
 * @param remembered how many verified tokens are kept at most, each about 3 KB
 */
@ConfigurationProperties("souk.edge.tokens")
record TokenProperties(String issuer, String audience, URI jwkSetUri, @DefaultValue("10000") long remembered) {}
