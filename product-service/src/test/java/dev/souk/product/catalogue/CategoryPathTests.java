package dev.souk.product.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CategoryPathTests {

    @ParameterizedTest
    @CsvSource({"Headphones,headphones", "Salt & pepper grinder set,salt-pepper-grinder-set", "Café crème,cafe-creme",
            "Hybrid (2-in-1),hybrid-2-in-1", "  spaces  ,spaces"})
    void aNameBecomesASlug(String name, String slug) {
        assertThat(CategoryPath.slug(name)).isEqualTo(slug);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/audio", "audio/", "Audio", "a//b", "../etc", "a b", "-a", "a-", "é"})
    void whatIsNoPathIsRefused(String path) {
        assertThatExceptionOfType(InvalidProduct.class).isThrownBy(() -> new CategoryPath(path))
                .matches(invalid -> invalid.pointer().equals("/category"));
    }

    @Test
    void aNameWithoutALatinLetterMakesNoPath() {
        assertThatExceptionOfType(InvalidProduct.class).isThrownBy(() -> CategoryPath.child(Optional.empty(), "!!!"));
    }

    @Test
    void theLineageBeginsAtTheRoot() {
        assertThat(new CategoryPath("audio/headphones/in-ear").lineage()).isEqualTo(List.of(new CategoryPath("audio"),
                new CategoryPath("audio/headphones"), new CategoryPath("audio/headphones/in-ear")));
    }
}
