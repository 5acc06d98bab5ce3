package dev.souk.gateway.caching;

import java.time.Duration;
import java.time.Instant;

import org.springframework.http.HttpHeaders;

/**
 * An answer of a service.
 *
 * @param tag its entity tag, made here when the service gave none
 * @param freshFor from {@code storedAt} on; it is not given from here later
 */
record StoredAnswer(HttpHeaders headers, String tag, byte[] body, Instant storedAt, Duration freshFor) {}
