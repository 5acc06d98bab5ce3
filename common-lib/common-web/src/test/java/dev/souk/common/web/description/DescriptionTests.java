package dev.souk.common.web.description;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.common.web.example.ExampleServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

@ExampleServiceTest
class DescriptionTests {

    @LocalServerPort
    int port;

    @Test
    void theServiceAndEveryOperationHaveAName() {
        JsonNode description = description();

        assertThat(description.at("/info/title").asString()).isNotEmpty().doesNotContain("OpenAPI definition");
        assertThat(description.path("paths").valueStream().flatMap(JsonNode::valueStream))
                .isNotEmpty().allSatisfy(operation -> assertThat(operation.path("summary").asString()).isNotBlank());
    }

    @Test
    void aPageIsAskedForBySizeAndCursorAndByNothingElse() {
        JsonNode page = description().path("paths").path("/public/page").path("get");

        assertThat(page.path("parameters").valueStream().map(parameter -> parameter.path("name").asString()))
                .containsExactly("size", "cursor");
        assertThat(page.at("/parameters/0/required").asBoolean()).isFalse();
        assertThat(page.at("/parameters/0/schema/maximum").asInt()).isEqualTo(100);
        assertThat(page.at("/responses/default/content").has("application/problem+json")).isTrue();
    }

    @Test
    void whoCallsIsNoParameter() {
        JsonNode operations = description().path("paths");

        assertThat(operations.path("/public/who").path("get").isObject()).isTrue();
        assertThat(operations.path("/public/who").path("get").has("parameters")).isFalse();
    }

    private JsonNode description() {
        return requireNonNull(RestClient.create("http://127.0.0.1:" + port).get().uri("/v3/api-docs").retrieve()
                .body(JsonNode.class));
    }

    @Test
    void aMethodsNameReadsAsWords() {
        assertThat(DescriptionAutoConfiguration.words("placeOrder")).isEqualTo("Place order");
        assertThat(DescriptionAutoConfiguration.words("one")).isEqualTo("One");
    }
}
