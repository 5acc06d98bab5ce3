package dev.souk.test;

/**
 * An S3 server with the bucket {@code souk-media}.
 *
 * @param endpoint of the form {@code http://host:port}; buckets are addressed by path
 */
public record S3Server(String endpoint, String accessKey, String secretKey) {}
