package dev.souk.common.storage;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where files are kept.
 *
 * @param endpoint of the S3 server as this service reaches it
 * @param publicEndpoint of the same server as browsers reach it: presigned URLs carry it
 * @param bucket created when it is missing, readable by nobody without a signature
 */
@Validated
@ConfigurationProperties("souk.storage")
record StorageProperties(@NotNull URI endpoint, @NotNull URI publicEndpoint, @NotBlank String region,
        @NotBlank String bucket, @NotBlank String accessKey, @NotBlank String secretKey) {

    /** Names no secret, so that none reaches a log. */
    @Override
    public String toString() {
        return "StorageProperties[endpoint=" + endpoint + ", publicEndpoint=" + publicEndpoint + ", bucket=" + bucket
                + "]";
    }
}
