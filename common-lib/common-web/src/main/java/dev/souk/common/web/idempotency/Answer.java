package dev.souk.common.web.idempotency;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * What a write answered, so that its repetition can answer the same.
 *
 * @param location value of the {@code Location} header
 */
public record Answer<T>(int status, @Nullable String location, T body) {

    public static <T> Answer<T> created(String location, T body) {
        return new Answer<>(201, location, body);
    }

    public static <T> Answer<T> ok(T body) {
        return new Answer<>(200, null, body);
    }

    public ResponseEntity<T> toResponse() {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
        if (location != null) {
            response.header(HttpHeaders.LOCATION, location);
        }
        return response.body(body);
    }
}
