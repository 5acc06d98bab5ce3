package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordingsTests {

    private static final Map<String, List<String>> SYNONYMS = Map.of("tv", List.of("television"));

    @Test
    void aSearchIsWordedWithEachSynonymAndEachWordJoinedWithTheNext() {
        Wordings wordings = Wordings.of("tv wall mount", SYNONYMS);
        assertThat(wordings.joined()).containsExactly("tvwall mount", "tv wallmount", "tvwallmount");
        assertThat(wordings.synonymous()).containsExactly("television wall mount");
        assertThat(wordings.words().split(" ")).containsExactlyInAnyOrder("tv", "wall", "mount", "tvwall", "wallmount",
                "tvwallmount", "television");
    }

    @Test
    void onlyAModelNumberIsJoinedOfManyParts() {
        assertThat(Wordings.of("ab 12 cd 34", Map.of()).joined()).contains("ab12cd34");
        assertThat(Wordings.of("tv wall mount black", Map.of()).joined()).doesNotContain("tvwallmountblack");
    }

    @Test
    void aLongSearchIsRewordedToo() {
        Wordings wordings = Wordings.of("very flat black steel wall mount with long arm for a 55 inch tv", SYNONYMS);
        assertThat(wordings.joined()).contains("very flat black steel wallmount with long arm for a 55 inch tv");
        assertThat(wordings.synonymous())
                .containsExactly("very flat black steel wall mount with long arm for a 55 inch television");
    }

    @Test
    void aCopiedTextIsTakenAsItIs() {
        String text = String.join(" ", Collections.nCopies(17, "tv"));
        assertThat(Wordings.of(text, SYNONYMS)).isEqualTo(new Wordings(text, List.of(), List.of()));
    }

    @Test
    void aSearchHasSoManyWordingsAtMost() {
        Wordings wordings = Wordings.of(String.join(" ", Collections.nCopies(16, "tv1")),
                Map.of("tv1", Collections.nCopies(20, "t").stream().map(t -> t + Math.random()).toList()));
        assertThat(wordings.joined()).hasSize(16);
        assertThat(wordings.synonymous()).hasSize(16);
        assertThat(wordings.pairs()).hasSize(15);
    }
}
