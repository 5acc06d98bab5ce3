package dev.souk.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnroutablePathsTests {

    @ParameterizedTest
    @ValueSource(strings = {"/internal/invariants", "/internal", "/INTERNAL/x", "//internal/x", "/%69nternal/x",
            "/internal;a/x",
            "/api/../internal/x", "/./internal/x", "/actuator/env", "/Actuator/env"})
    void whatServicesKeepForThemselvesIsRecognisedInEverySpelling(String path) {
        assertThat(UnroutablePaths.isOurs(URI.create("http://10.0.0.1:8101" + path))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/orders", "/api/v1/internal", "/internals", "/", "/v3/api-docs"})
    void everythingElseIsNot(String path) {
        assertThat(UnroutablePaths.isOurs(URI.create("http://10.0.0.1:8101" + path))).isFalse();
    }
}
