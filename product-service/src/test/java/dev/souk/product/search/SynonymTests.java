package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ProductPlatform
class SynonymTests {

    private static final String PATH = "/api/v1/search/synonyms";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private IndexQueue queue;

    private Shop shop;
    private String category;

    @BeforeEach
    void openShop() {
        shop = new Shop(mvc);
        category = shop.newCategory();
    }

    @AfterEach
    void forget() {
        put("{\"groups\": []}");
    }

    @Test
    void aSynonymIsFoundBelowTheWordItself() {
        List<String> couches = Stream.of("Red couch", "Couch", "Couch for the couch friend").map(this::add).toList();
        String sofa = shop.newProduct("Red corner element", category, "Acme", "Goes with every sofa.", "");
        String chesterfield = add("Chesterfield settee");
        indexed();
        assertThat(found("couch")).doesNotContain(sofa);
        assertThat(put("{\"groups\": [[\"Couch\", \"sofa\"], [\"couches\", \"chesterfield settee\", \"divan\"]]}"))
                .hasStatus(200);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(found("couch")).hasSize(5));
        assertThat(found("couches").subList(0, 3)).containsExactlyInAnyOrderElementsOf(couches);
        assertThat(found("sofas")).startsWith(sofa).contains(couches.getFirst());
        assertThat(found("red divan")).as("within more words").containsExactly(couches.getFirst());
        assertThat(found("chesterfield settee")).startsWith(chesterfield).hasSize(4);
    }

    @Test
    void editorsDoNotOverwriteEachOther() {
        String tag = Shop.tag(shop.getAsOperator(PATH));
        assertThat(shop.put(PATH, tag, "{\"groups\": [[\"a\", \"b\"]]}")).hasStatus(200);
        assertThat(shop.put(PATH, tag, "{\"groups\": []}")).hasStatus(412);
        assertThat(shop.put(PATH, "", "{\"groups\": []}")).hasStatus(428);
        MvcTestResult read = shop.getAsOperator(PATH);
        assertThat(Shop.<List<List<String>>>read(read, "$.groups")).containsExactly(List.of("a", "b"));
        assertThat(Shop.tag(read)).isNotEqualTo(tag);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{}|/groups",
            "{'groups': [['a']]}|/groups/0",
            "{'groups': [['a', 'b'], ['a', '']]}|/groups/1/1",
            "{'groups': [['a', '*:*']]}|/groups/0/1",
            "{'groups': [['camera', 'Cámeras']]}|/groups/0/1",
            "{'groups': [['a', 'b\\u0000']]}|/groups/0/1",
            "{'groups': [['a', 'b c d e f g']]}|/groups/0/1"})
    void whatIsNoSynonymIsRefused(String body, String pointer) {
        MvcTestResult refused = put(body.replace('\'', '"'));
        assertThat(refused).hasStatus(400);
        assertThat(Shop.<List<String>>read(refused, "$.errors[*].pointer")).containsExactly(pointer);
    }

    @Test
    void onlyOperatorsSeeAndEditThem() {
        assertThat(shop.get(PATH)).hasStatus(401);
        assertThat(mvc.put().uri(PATH).exchange()).hasStatus(401);
    }

    private MvcTestResult put(String body) {
        return shop.put(PATH, Shop.tag(shop.getAsOperator(PATH)), body);
    }

    private String add(String title) {
        return shop.newProduct(title, "S" + UUID.randomUUID(), category, 1);
    }

    private List<String> found(String words) {
        return Shop.read(shop.get("/api/v1/search?category={category}&q={words}", category, words), "$.items[*].id");
    }

    private void indexed() {
        await().atMost(Duration.ofSeconds(30)).until(queue::isEmpty);
    }
}
