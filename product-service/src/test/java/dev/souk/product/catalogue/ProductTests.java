package dev.souk.product.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.souk.common.money.Money;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductTests {

    private static final CategoryPath AUDIO = new CategoryPath("audio");

    @Test
    void everyEditCountsAVersion() {
        Product product = Product.create("4711", details("Radio", variant("R1")), ProductStatus.DRAFT);
        Product edited = product.edit(details("Better radio", variant("R1")), ProductStatus.PUBLISHED);
        assertThat(edited.version()).isEqualTo(product.version() + 1);
        assertThat(edited.id()).isEqualTo(product.id());
        assertThat(edited.isPublished()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"PUBLISHED", "WITHDRAWN"})
    void whatShoppersHaveSeenDoesNotBecomeADraftAgain(ProductStatus seen) {
        Product product = Product.create(null, details("Radio", variant("R1")), seen);
        assertThatExceptionOfType(IllegalProductTransition.class)
                .isThrownBy(() -> product.edit(product.details(), ProductStatus.DRAFT));
    }

    @Test
    void aWithdrawnProductCanComeBack() {
        Product withdrawn = Product.create(null, details("Radio", variant("R1")), ProductStatus.PUBLISHED).withdraw();
        assertThat(withdrawn.isPublished()).isFalse();
        assertThat(withdrawn.edit(withdrawn.details(), ProductStatus.PUBLISHED).isPublished()).isTrue();
    }

    @Test
    void anExternalIdIsNeitherBlankNorEndless() {
        for (String bad : List.of(" ", "x".repeat(101))) {
            assertThatExceptionOfType(InvalidProduct.class)
                    .isThrownBy(() -> Product.create(bad, details("Radio", variant("R1")), ProductStatus.DRAFT));
        }
    }

    @Test
    void aProductHasATitle() {
        assertThatExceptionOfType(InvalidProduct.class).isThrownBy(() -> details("  ", variant("R1")))
                .matches(invalid -> invalid.pointer().equals("/title"));
    }

    @Test
    void noTextHoldsWhatTheDatabaseCannot() {
        assertThatExceptionOfType(InvalidProduct.class).isThrownBy(() -> details("a\0b", variant("R1")));
        assertThatExceptionOfType(InvalidProduct.class).isThrownBy(() -> new Attributes(Map.of("note", "a\0b")));
    }

    @Test
    void skusThatDifferInCaseOnlyAreRefusedUnlessTheyAreThereAlready() {
        ProductDetails alike = details("Radio", variant("R1"), variant("r1"));
        assertThatExceptionOfType(InvalidProduct.class)
                .isThrownBy(() -> Product.create(null, alike, ProductStatus.DRAFT))
                .matches(invalid -> invalid.pointer().equals("/variants/1/sku"));
        Product radio = Product.create(null, details("Radio", variant("R1")), ProductStatus.DRAFT);
        assertThatExceptionOfType(InvalidProduct.class).isThrownBy(() -> radio.edit(alike, ProductStatus.DRAFT));

        Product older = new Product(radio.id(), null, alike, ProductStatus.PUBLISHED, 1);
        assertThat(older.withdraw().isPublished()).isFalse();
    }

    @Test
    void variantsDifferAndShareACurrency() {
        assertThatExceptionOfType(InvalidProduct.class).isThrownBy(() -> details("Radio"))
                .matches(invalid -> invalid.pointer().equals("/variants"));
        assertThatExceptionOfType(InvalidProduct.class)
                .isThrownBy(() -> details("Radio", variant("R1"), variant("R1")))
                .matches(invalid -> invalid.pointer().equals("/variants/1/sku"));
        assertThatExceptionOfType(InvalidProduct.class)
                .isThrownBy(() -> details("Radio", variant("R1"),
                        new Variant(new Sku("R2"), Money.of(1, "EUR"), List.of(), Attributes.NONE)))
                .matches(invalid -> invalid.pointer().equals("/variants/1/price"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-a", "a b", "a/b", "a\nb", "ä"})
    void aSkuIsAPlainName(String sku) {
        assertThatExceptionOfType(InvalidProduct.class).isThrownBy(() -> new Sku(sku));
    }

    @Test
    void attributesAreScalarsAndFew() {
        assertThat(new Attributes(Map.of("colour", "Black", "cores", 2, "touch", true)).text("colour"))
                .contains("Black");
        assertThatExceptionOfType(InvalidProduct.class).isThrownBy(() -> new Attributes(Map.of("a", List.of())));
        assertThatExceptionOfType(InvalidProduct.class)
                .isThrownBy(() -> new Attributes(Collections.singletonMap("a", null)));
        assertThatExceptionOfType(InvalidProduct.class).isThrownBy(() -> new Attributes(IntStream.range(0, 401).boxed()
                .collect(Collectors.toMap(String::valueOf, i -> i))));
    }

    private static ProductDetails details(String title, Variant... variants) {
        return new ProductDetails(title, "", "Acme", AUDIO, Attributes.NONE, Arrays.asList(variants));
    }

    private static Variant variant(String sku) {
        return new Variant(new Sku(sku), Money.of(1999, "USD"), List.of(), Attributes.NONE);
    }
}
