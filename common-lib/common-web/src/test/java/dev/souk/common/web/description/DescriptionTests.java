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
        JsonNode description = requireNonNull(RestClient.create("http://127.0.0.1:" + port).get().uri("/v3/api-docs")
                .retrieve().body(JsonNode.class));

        assertThat(description.at("/info/title").asString()).isNotEmpty().doesNotContain("OpenAPI definition");
        assertThat(description.path("paths").valueStream().flatMap(JsonNode::valueStream))
                .isNotEmpty().allSatisfy(operation -> assertThat(operation.path("summary").asString()).isNotBlank());
    }

    @Test
    void aMethodsNameReadsAsWords() {
        assertThat(DescriptionAutoConfiguration.words("placeOrder")).isEqualTo("Place order");
        assertThat(DescriptionAutoConfiguration.words("one")).isEqualTo("One");
    }
}
