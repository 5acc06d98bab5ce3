package dev.souk.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ReferenceTests extends RunningEdge {

    @ParameterizedTest
    @ValueSource(strings = {"/docs/index.html", "/docs/docs.js", "/docs/ui/swagger-ui.css",
            "/docs/ui/swagger-ui-bundle.js",
            "/docs/ui/swagger-ui-standalone-preset.js"})
    void whatThePageNeedsIsThere(String path) {
        Http.Answer answer = edge.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isNotEmpty();
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'self'")
                .doesNotContain("script-src");
    }

    @Test
    void theAddressLeadsToThePage() {
        assertThat(edge.get("/docs").header("Location")).isEqualTo("/docs/index.html");
    }

    @Test
    void aDescriptionSaysWhatTheEdgeOffersAndNothingElse() {
        SERVICE.stubFor(any(anyUrl()).willReturn(ok("""
                {"openapi": "3.1.0", "servers": [{"url": "http://10.0.0.7:8103"}],
                 "paths": {"/api/v1/orders": {}, "/internal/invariants": {}}}""")
                .withHeader("Content-Type", "application/json")));

        JsonNode description = edge.get("/docs/openapi/order-service.json").json();

        assertThat(description.path("servers")).hasSize(1);
        assertThat(description.path("servers").path(0).path("url").asString()).isEqualTo("/");
        assertThat(description.path("paths").propertyNames()).containsExactly("/api/v1/orders");
    }

    @Test
    void whatTheEdgeAnswersItselfHasExamples() {
        JsonNode description = edge.get("/docs/openapi/gateway-service.json").json();

        assertThat(description.findValues("content").stream().flatMap(JsonNode::valueStream)).isNotEmpty()
                .allSatisfy(body -> assertThat(body.path("example").isObject()).isTrue());
    }
}
