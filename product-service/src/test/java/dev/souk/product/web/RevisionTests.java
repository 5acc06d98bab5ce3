package dev.souk.product.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.common.money.Money;
import dev.souk.common.web.conditions.IfMatch;
import dev.souk.product.catalogue.Attributes;
import dev.souk.product.catalogue.CatalogueEntry;
import dev.souk.product.catalogue.CategoryPath;
import dev.souk.product.catalogue.Product;
import dev.souk.product.catalogue.ProductDetails;
import dev.souk.product.catalogue.ProductId;
import dev.souk.product.catalogue.ProductStatus;
import dev.souk.product.catalogue.Rating;
import dev.souk.product.catalogue.Sale;
import dev.souk.product.catalogue.Sku;
import dev.souk.product.catalogue.Variant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevisionTests {

    private static final Instant FROM = Instant.parse("2026-11-27T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-12-01T00:00:00Z");

    /** Else a cache that asked an instance whose clock is behind, or asked too early, would keep the former price. */
    @Test
    void aSaleThatBeginsOrEndsMakesAnotherTagBeforeTheVersionIsAnother() {
        assertThat(List.of(tagAt(FROM.minusMillis(1)), tagAt(FROM), tagAt(UNTIL))).doesNotHaveDuplicates();
        assertThat(tagAt(FROM)).isEqualTo(tagAt(UNTIL.minusMillis(1)));
        IfMatch seen = new IfMatch(false, Set.of(tagAt(FROM).replace("\"", "")));
        assertThat(Revision.seenBy(seen).test(7)).isTrue();
        assertThat(Revision.seenBy(seen).test(8)).isFalse();
    }

    private static String tagAt(Instant moment) {
        Variant mug = new Variant(new Sku("MUG"), Money.of(1299, "USD"),
                List.of(new Sale(Money.of(999, "USD"), FROM, UNTIL)), Attributes.NONE);
        ProductDetails details = new ProductDetails("Mug", "", null, new CategoryPath("kitchen"), Attributes.NONE,
                List.of(mug));
        return Revision.tagOf(new CatalogueEntry(
                new Product(ProductId.next(), null, details, ProductStatus.PUBLISHED, 7), List.of(), Rating.NONE,
                Map.of(), 3, moment));
    }
}
