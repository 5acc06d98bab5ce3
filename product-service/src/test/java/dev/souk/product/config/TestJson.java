package dev.souk.product.config;

import dev.souk.product.catalogue.JsonObjects;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of the service for tests without Spring. */
public final class TestJson {

    private TestJson() {
    }

    public static JsonObjects objects() {
        return new JacksonObjects(JsonMapper.builder().build());
    }
}
