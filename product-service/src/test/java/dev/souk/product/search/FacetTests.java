package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Facets while several values of one, and several of them, are chosen. */
@ProductPlatform
class FacetTests {

    private static final String PUNCTUATED = "Bolt, Nut & Co";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private IndexQueue queue;

    private Aisle aisle;
    private Shop shop;

    @BeforeEach
    void openShop() {
        aisle = new Aisle(mvc, queue);
        shop = aisle.shop();
    }

    @Test
    void severalValuesOfOneFacetWidenTheHitsAndNarrowTheOtherFacets() {
        String acme = radio(aisle.category(), "Acme", "red");
        String bolt = radio(aisle.category(), PUNCTUATED, "blue");
        radio(aisle.category(), "Corp", "green");
        aisle.indexed();
        MvcTestResult found = shop.get("/api/v1/search?q=facetradio&category={category}&brand={one}&brand={other}",
                aisle.category(), "Acme", PUNCTUATED);
        assertThat(Aisle.ids(found)).containsExactlyInAnyOrder(acme, bolt);
        assertThat(values(found, "brand")).as("as if none were chosen").containsExactlyInAnyOrder("Acme", PUNCTUATED,
                "Corp");
        assertThat(Shop.<List<Integer>>read(found, "$.facets.price[*].count")).containsExactly(2);
        assertThat(Shop.<List<String>>read(found, "$.facets.attributes[?(@.name == 'colour')].values[*].value"))
                .containsExactlyInAnyOrder("red", "blue");
    }

    @Test
    void eachOfSeveralFacetsIsCountedWithTheOthersOnly() {
        String other = shop.newCategory();
        String here = radio(aisle.category(), "Acme", "red");
        String there = radio(other, "Acme", "red");
        radio(aisle.category(), "Corp", "red");
        radio(other, "Corp", "red");
        String cheap = aisle.add("Cheap facetradio", 500);
        aisle.indexed();
        MvcTestResult both = shop.get(
                "/api/v1/search?q=facetradio&category={one}&category={other}&brand=Acme&priceMin=1000&priceMax=1999",
                aisle.category(), other);
        assertThat(Aisle.ids(both)).containsExactlyInAnyOrder(here, there);
        assertThat(values(both, "brand")).containsExactlyInAnyOrder("Acme", "Corp");
        assertThat(Shop.<List<Integer>>read(both, "$.facets.price[*].count")).as("with the cheap one")
                .containsExactly(1, 2);
        MvcTestResult one = shop.get("/api/v1/search?q=facetradio&category={one}&brand=Acme&priceMax=1999",
                aisle.category());
        assertThat(Aisle.ids(one)).containsExactlyInAnyOrder(here, cheap);
        assertThat(values(one, "category")).as("of the same brand and price").contains(aisle.category(), other);
        assertThat(Aisle
                .ids(shop.get("/api/v1/search?q=facetradio&category={one}&brand=Corp&priceMax=1998", aisle.category())))
                .isEmpty();
    }

    private String radio(String category, String brand, String colour) {
        return shop.newProduct("Facetradio", category, brand, "", "\"colour\": \"%s\"".formatted(colour));
    }

    private static List<String> values(MvcTestResult found, String facet) {
        return Shop.read(found, "$.facets.%s[*].value".formatted(facet));
    }
}
