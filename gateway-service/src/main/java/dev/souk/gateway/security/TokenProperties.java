package dev.souk.gateway.security;

import java.net.URI;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** Which tokens the edge believes. */
@ConfigurationProperties("souk.edge.tokens")
record TokenProperties(String issuer, String audience, URI jwkSetUri) {}
