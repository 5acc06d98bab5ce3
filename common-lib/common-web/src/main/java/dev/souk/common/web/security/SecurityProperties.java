package dev.souk.common.web.security;

import java.net.URI;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which tokens are believed.
 *
 * @param issuer value of {@code iss}
 * @param audience value of {@code aud} in a person's token
 * @param internalAudience value of {@code aud} in a service's token
 * @param jwkSetUri where the issuer publishes its keys
 */
@ConfigurationProperties("souk.security")
record SecurityProperties(
        @DefaultValue("https://souk.local") String issuer,
        @DefaultValue("souk") String audience,
        @DefaultValue("souk-internal") String internalAudience,
        @DefaultValue("http://127.0.0.1:8101/.well-known/jwks.json") URI jwkSetUri) {}
