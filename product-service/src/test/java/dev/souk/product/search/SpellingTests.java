package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** However a product is spelled, by the shopper or by the shop. */
@ProductPlatform
class SpellingTests {

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

    @ParameterizedTest
    @CsvSource({
            "samsung smt510nzk, Tablet SM-T510-NZK, Samsung, Tablets",
            "samsung sm t510 nzk, Tablet SMT510NZK, Samsung, Tablets",
            "acer ecj6000001 lamp, Lamp EC.J6000.001, Acer, Lamps",
            "acer ec-j6000/001 lamp, Lamp EC.J6000.001, Acer, Lamps",
            "lamp ab-12-cd-34, Lamp AB12CD34, Acme, Lamps",
            "lamp ab12cd34, Lamp AB-12-CD-34, Acme, Lamps",
            "disk wd40ezrz, Disk WD 40 EZRZ, Acme, Disks",
            "tplink router, Router, TP-Link, Routers",
            "tp-link router, Router, TPLink, Routers",
            "webcam acme, Eye, Acme, Web cams",
            "web cam acme, Eye, Acme, Webcams"})
    void modelNumbersBrandsAndKindsMayBeSpelledInAnyWayAmongOtherWords(String words, String title, String brand,
            String kind) {
        String id = shop.newProduct(title, aisle.category(), brand, "", "\"product_type\": \"%s\"".formatted(kind));
        aisle.add("Something else");
        aisle.indexed();
        assertThat(aisle.found(words)).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hermoscope", "zhermoscope", "xthermoscope", "htermoscope", "thermoskope"})
    void aTypingErrorIsForgivenAndCorrectedWhereverItIs(String mistyped) {
        String id = aisle.add("Portable thermoscope");
        aisle.indexed();
        MvcTestResult found = aisle.search("q=portable " + mistyped);
        assertThat(Aisle.ids(found)).containsExactly(id);
        assertThat(Shop.<String>read(found, "$.didYouMean")).isEqualTo("portable thermoscope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"brand=Other", "attr.colour=red", "priceMin=5000", "inStock=true"})
    void wordsThatOnlyTheFiltersLeaveOutAreNotTakenForMistypedOnes(String filter) {
        String word = "abcdefghij".repeat(2) + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
        String likeIt = word + "s extra";
        shop.newProduct("Optical " + word + "e", aisle.category(), "Acme", "", "");
        shop.newProduct(likeIt, aisle.category(), "Other", "", "\"colour\": \"red\"");
        aisle.indexed();
        MvcTestResult found = aisle.search("q=" + word + "e&" + filter);
        assertThat(Aisle.ids(found)).isEmpty();
        assertThat(Shop.<String>read(found, "$.didYouMean")).isNull();
    }

    @Test
    void theOtherBrandsKeepTheirCountsWhenOneIsChosenThatHasNoSuchProduct() {
        aisle.add("Optical grindstone");
        shop.newProduct("Whetstone and grinderstone", aisle.category(), "Other", "", "");
        aisle.indexed();
        for (String filter : List.of("", "&brand=Other")) {
            MvcTestResult found = aisle.search("q=grindstone" + filter);
            assertThat(Shop.<List<String>>read(found, "$.facets.brand[*].value")).containsExactly("Acme");
        }
        assertThat(Aisle.ids(aisle.search("q=grindstone&brand=&attr.colour="))).as("what a form sends").hasSize(1);
    }
}
