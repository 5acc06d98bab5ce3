package dev.souk.product.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.product.imports.CatalogueImport.RowError;
import org.junit.jupiter.api.Test;

/** The detail cites rows of strangers, and is stored and shown. */
class RowErrorTests {

    @Test
    void whatCannotBeKeptOrShownIsReplaced() {
        assertThat(new RowError(1, "not \0\u001b[31m\ud800 a\nproduct").detail())
                .isEqualTo("not \uFFFD\uFFFD[31m\uFFFD a\uFFFDproduct");
        assertThat(new RowError(1, "price: 49,95 \u20ac \ud83d\ude00").detail())
                .isEqualTo("price: 49,95 \u20ac \ud83d\ude00");
    }

    @Test
    void anEndlessDetailIsCut() {
        assertThat(new RowError(1, "x".repeat(1_000_000)).detail()).hasSize(501).endsWith("x…");
    }
}
