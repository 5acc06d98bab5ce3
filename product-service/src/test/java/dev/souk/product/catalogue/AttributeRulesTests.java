package dev.souk.product.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.souk.common.money.Money;
import dev.souk.product.catalogue.AttributeDefinition.Type;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeRulesTests {

    private static final CategoryPath LAPTOPS = new CategoryPath("computers/laptops");
    private static final AttributeDefinition DIAGONAL = new AttributeDefinition("diagonal", Type.NUMBER, "inch",
            List.of(), true);
    private static final AttributeDefinition PANEL = new AttributeDefinition("panel", Type.TEXT, null,
            List.of("IPS", "VA"), false);
    private static final AttributeDefinition TOUCH = new AttributeDefinition("touch", Type.BOOLEAN, null, List.of(),
            false);
    private static final AttributeRules RULES = new AttributeRules(LAPTOPS,
            Map.of(new CategoryPath("computers"), List.of(TOUCH, PANEL), LAPTOPS, List.of(DIAGONAL)));

    @Test
    void whatIsDefinedHereAndAboveHolds() {
        assertThatCode(() -> RULES.check(laptop(Map.of("diagonal", 15.6, "panel", "IPS", "touch", false)),
                Optional.empty())).doesNotThrowAnyException();
        refused(Map.of("diagonal", "15.6"), "/attributes/diagonal");
        refused(Map.of("diagonal", 15.6, "panel", "TN"), "/attributes/panel");
        refused(Map.of("diagonal", 15.6, "panel", 1), "/attributes/panel");
        refused(Map.of("diagonal", 15.6, "touch", "yes"), "/attributes/touch");
        refused(Map.of("panel", "IPS"), "/attributes/diagonal");
        refused(Map.of("diagonal", 15.6, "w/o", 1), "/attributes/w~1o");
    }

    @Test
    void theNearestDefinitionOfANameHolds() {
        AttributeRules rules = new AttributeRules(LAPTOPS, Map.of(new CategoryPath("computers"), List.of(DIAGONAL),
                LAPTOPS, List.of(new AttributeDefinition("diagonal", Type.TEXT, null, List.of(), false))));
        assertThatCode(() -> rules.check(laptop(Map.of("diagonal", "large")), Optional.empty()))
                .doesNotThrowAnyException();
    }

    @Test
    void whereNothingIsDefinedEverythingMayBe() {
        AttributeRules none = new AttributeRules(new CategoryPath("audio"), Map.of(LAPTOPS, List.of(DIAGONAL)));
        assertThatCode(() -> none.check(laptop(Map.of("anything", 1)), Optional.empty())).doesNotThrowAnyException();
    }

    @Test
    void aVariantKeepsTheRulesToo() {
        ProductDetails details = new ProductDetails("Laptop", "", null, LAPTOPS, new Attributes(Map.of("diagonal", 15)),
                List.of(new Variant(new Sku("S1"), Money.of(1, "USD"), List.of(),
                        new Attributes(Map.of("touch", "no")))));
        assertThatExceptionOfType(InvalidProduct.class).isThrownBy(() -> RULES.check(details, Optional.empty()))
                .matches(invalid -> invalid.pointer().equals("/variants/0/attributes/touch"));
    }

    @Test
    void whatIsOlderThanADefinitionStaysUntilItsAttributesAreEdited() {
        ProductDetails old = laptop(Map.of("ram", "4 GB"));
        assertThatCode(() -> RULES.check(laptop(Map.of("ram", "4 GB")), Optional.of(old))).doesNotThrowAnyException();
        assertThatCode(() -> RULES.check(laptop(Map.of("ram", "8 GB", "diagonal", 14)), Optional.of(old)))
                .as("an undefined attribute that was there before").doesNotThrowAnyException();
        assertThatExceptionOfType(InvalidProduct.class)
                .isThrownBy(() -> RULES.check(laptop(Map.of("ram", "8 GB")), Optional.of(old)));
    }

    @ParameterizedTest
    @CsvSource({"15.6,15.6", "' 17 ',17", "-3,-3"})
    void aFeedsNumberMayBeAText(String text, BigDecimal number) {
        assertThat(RULES.ofFeed(new Attributes(Map.of("diagonal", text, "ram", "4"))).values())
                .containsEntry("diagonal", number).containsEntry("ram", "4");
    }

    @ParameterizedTest
    @CsvSource({"diagonal,15 inch", "diagonal,1e9", "diagonal,NaN", "panel,TN", "touch,true"})
    void aFeedsAttributeOfAnotherTypeIsRefused(String name, String value) {
        assertThatExceptionOfType(InvalidProduct.class)
                .isThrownBy(() -> RULES.ofFeed(new Attributes(Map.of(name, value))))
                .matches(invalid -> invalid.pointer().equals("/attributes/" + name));
    }

    @Test
    void aDefinitionMakesSense() {
        assertThatExceptionOfType(InvalidProduct.class)
                .isThrownBy(() -> new AttributeDefinition("a", Type.TEXT, "inch", List.of(), false));
        assertThatExceptionOfType(InvalidProduct.class)
                .isThrownBy(() -> new AttributeDefinition("a", Type.NUMBER, null, List.of("1"), false));
        assertThatExceptionOfType(InvalidProduct.class)
                .isThrownBy(() -> new AttributeDefinition("a", Type.TEXT, null, List.of("x", "x"), false));
        assertThatExceptionOfType(InvalidProduct.class)
                .isThrownBy(() -> new AttributeDefinition("a\0b", Type.TEXT, null, List.of(), false));
    }

    private static void refused(Map<String, Object> attributes, String pointer) {
        assertThatExceptionOfType(InvalidProduct.class)
                .isThrownBy(() -> RULES.check(laptop(attributes), Optional.empty()))
                .matches(invalid -> invalid.pointer().equals(pointer));
    }

    private static ProductDetails laptop(Map<String, Object> attributes) {
        return new ProductDetails("Laptop", "", null, LAPTOPS, new Attributes(attributes),
                List.of(new Variant(new Sku("S1"), Money.of(1, "USD"), List.of(), Attributes.NONE)));
    }
}
