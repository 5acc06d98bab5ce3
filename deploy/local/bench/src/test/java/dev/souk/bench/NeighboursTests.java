package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NeighboursTests {

    @Test
    void everySkuThatIsAskedForIsSellable() {
        JsonNode items = read("/api/v1/products/variants?sku=A-1&sku=B%201").path("items");

        assertThat(items.valueStream().map(item -> item.path("sku").asString())).containsExactly("A-1", "B 1");
        assertThat(items.at("/0/price/amount").asLong()).isPositive();
        assertThat(items.at("/1/sellable").asBoolean()).isTrue();
    }

    @Test
    void everybodyHasTheAddressThatIsAskedFor() {
        JsonNode address = read("/api/v1/users/me/addresses/4711");

        assertThat(address.path("id").asString()).isEqualTo("4711");
        assertThat(address.path("countryCode").asString()).isEqualTo("CH");
    }

    @Test
    void theKeyOfTheTokensIsPublished() {
        assertThat(Neighbours.answer(Upstream.KEYS, "{\"keys\":[]}")).isEqualTo("{\"keys\":[]}");
    }

    private static JsonNode read(String uri) {
        return new JsonMapper().readTree(Neighbours.answer(uri, ""));
    }
}
