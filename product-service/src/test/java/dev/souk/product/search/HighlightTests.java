package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What search shows of why a product was found. */
@ProductPlatform
class HighlightTests {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private IndexQueue queue;

    private Aisle aisle;

    @BeforeEach
    void openShop() {
        aisle = new Aisle(mvc, queue);
    }

    @ParameterizedTest
    @CsvSource({
            "batteries, A battery & more, A <em>battery</em> &amp; more",
            "battery, Two batteries, Two <em>batteries</em>",
            "web cam, A webcam, A <em>webcam</em>",
            "webcam, A web cam, A <em>web cam</em>",
            "cafe, Le café, Le <em>café</em>"})
    void whatMatchedIsMarkedAsTheShopSpellsIt(String words, String title, String marked) {
        aisle.add(title);
        aisle.indexed();
        MvcTestResult found = aisle.shop().get("/api/v1/search?category={category}&q={q}", aisle.category(), words);
        assertThat(Shop.<String>read(found, "$.items[0].highlight.title")).isEqualTo(marked);
    }

    @Test
    void ofADescriptionTheSentenceThatMatchedIsShown() {
        aisle.shop().newProduct("Radio", aisle.category(), "Acme", """
                Nobody would guess that it is so very, very small and handy that it fits into every pocket that you \
                have, even into those of your oldest and tightest trousers. It runs on <b>four</b> batteries. Its \
                box is made of recycled paper, and so is the manual, which tells you in eleven languages how to turn \
                it on and how to turn it off again.""", "");
        aisle.indexed();
        assertThat(Shop.<String>read(aisle.search("q=battery"), "$.items[0].highlight.description"))
                .contains("It runs on &lt;b&gt;four&lt;&#x2F;b&gt; <em>batteries</em>.")
                .doesNotContain("Nobody", "eleven");
    }
}
