package dev.souk.product.media;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Leave to upload one file.
 *
 * @param uploadUrl takes one PUT
 * @param headers must be sent with it exactly so, as they are signed
 */
public record UploadTicket(UUID imageId, URI uploadUrl, Map<String, String> headers, Instant expiresAt) {}
