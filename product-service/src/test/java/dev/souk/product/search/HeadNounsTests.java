package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadNounsTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "cordless vacuum cleaner | cleaner",
            "Vacuum cleaner bags for upright vacuum cleaners | bags",
            "Notebook computer | computer, notebook",
            "desktop PC 3000 | pc, desktop",
            "Notebook case 43.2 cm (17\") Messenger case | case, case",
            "TV/monitor speakers | speakers",
            "power adapter/inverter | inverter, adapter",
            "keyboard and mouse | mouse, keyboard",
            "silent & strong upright cleaner | cleaner",
            "Phone and tablet stand | stand",
            "Built-in hob | hob",
            "Men's shoes | shoes",
            "Lampe de bureau dorée | doree",
            "Privacy filter for 17\" standard monitor | filter",
            "Stand with drawer - cable tray | stand, tray",
            "for iPod and iPhone | iphone, ipod"})
    void theLastWordOfANameSaysWhatAProductIs(String title, String heads) {
        assertThat(HeadNouns.of(title, Optional.empty(), Set.of())).containsExactly(heads.strip().split(", "));
    }

    @Test
    void theBrandIsNoPartOfAName() {
        assertThat(HeadNouns.of("Notebook Acme & Co Swift 3", Optional.of("ACME & Co"), Set.of()))
                .containsExactly("notebook", "swift");
    }

    @Test
    void whatAttributesSayIsTakenFromTheEndOnly() {
        assertThat(HeadNouns.of("Radio alarm clock black", Optional.empty(), Set.of("black", "radio")))
                .containsExactly("clock");
        assertThat(HeadNouns.of("Black", Optional.empty(), Set.of("black"))).as("never all of it")
                .containsExactly("black");
    }

    @Test
    void aMeasureIsNoName() {
        assertThat(HeadNouns.of("Toner 3 pc(s)", Optional.empty(), Set.of())).isEqualTo(List.of("toner"));
    }

    @ParameterizedTest
    @CsvSource({"batteries, battery", "cameras, camera", "gas, ga", "glass, glass", "bus, bus", "shoes, shoes",
            "tv, tv"})
    void aPluralIsRecognised(String word, String singular) {
        assertThat(Words.singular(word)).isEqualTo(Words.singular(singular));
    }
}
