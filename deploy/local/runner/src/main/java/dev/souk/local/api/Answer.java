package dev.souk.local.api;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** @param body a missing node when there is none or it is no JSON */
public record Answer(String method, URI uri, int status, HttpHeaders headers, JsonNode body) {

    /** The first value of this header. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /**
     * The body of an answer of this status.
     *
     * @throws UnexpectedAnswer when the status is another one
     */
    public JsonNode expect(int expected) {
        if (status != expected) {
            throw new UnexpectedAnswer(this, expected);
        }
        return body;
    }
}
