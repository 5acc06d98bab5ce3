package dev.souk.local.api;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.UUID;

/** A form with one file in it (RFC 7578), which is streamed. */
public record MultipartFile(String contentType, BodyPublisher body) {

    /** @param field name of the form's field */
    public static MultipartFile of(String field, String fileName, BodyPublisher content) {
        String boundary = "souk-" + UUID.randomUUID();
        String head = "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                .formatted(boundary, field, fileName.replace("\"", "_"));
        String tail = "\r\n--%s--\r\n".formatted(boundary);
        return new MultipartFile(
                "multipart/form-data; boundary=" + boundary,
                BodyPublishers.concat(BodyPublishers.ofString(head), content, BodyPublishers.ofString(tail)));
    }

    public static MultipartFile of(String field, Path file) throws FileNotFoundException {
        return of(field, file.getFileName().toString(), BodyPublishers.ofFile(file));
    }
}
