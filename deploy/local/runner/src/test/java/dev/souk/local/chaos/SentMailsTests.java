package dev.souk.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SentMailsTests {

    @Test
    void mailsThatHaveAllComeOnceAreInOrder() {
        assertThat(SentMails.compare(Map.of("a", 1, "b", 2), Map.of("a", 1, "b", 2), 0)).isEmpty();
    }

    @Test
    void aMailThatHasNotComeIsFound() {
        assertThat(SentMails.compare(Map.of("a", 1, "b", 1), Map.of("a", 1), 5))
                .containsExactly("mails-arrive: b has not come");
    }

    @Test
    void aMailThatNobodyWantedIsFound() {
        assertThat(SentMails.compare(Map.of(), Map.of("a", 1), 0)).isNotEmpty();
    }

    @Test
    void eachProgramThatDiedExplainsOneMailThatCameTwice() {
        assertThat(SentMails.compare(Map.of("a", 1), Map.of("a", 2), 0)).hasSize(1);
        assertThat(SentMails.compare(Map.of("a", 1), Map.of("a", 2), 1)).isEmpty();
        assertThat(SentMails.compare(Map.of("a", 1), Map.of("a", 3), 1)).hasSize(2);
    }
}
