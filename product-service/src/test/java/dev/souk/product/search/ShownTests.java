package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTests {

    @Test
    void whatIsWrittenIsRead() {
        for (long greatest : List.of(2L, 127L, 128L, 129L, 20_000L, 1L << 40, Long.MAX_VALUE)) {
            Shown shown = Shown.NOTHING.and(ThreadLocalRandom.current().longs(600, 1, greatest).boxed().toList())
                    .and(List.of(greatest));
            assertThat(Shown.parse(shown.toString())).isEqualTo(shown);
        }
        assertThat(Shown.parse(Shown.NOTHING.toString())).isEqualTo(Shown.NOTHING);
    }

    @Test
    void fiveHundredOfAHundredThousandProductsFitIntoAUrl() {
        TreeSet<Long> numbers = new TreeSet<>();
        while (numbers.size() < Place.MOST_RANKED) {
            numbers.add(ThreadLocalRandom.current().nextLong(1, 100_000));
        }
        assertThat(new Shown(numbers).toString()).hasSizeLessThan(1_334);
    }

    @Test
    void eachProductCountsOnce() {
        assertThat(Shown.NOTHING.and(List.of(7L, 3L)).and(List.of(7L, 9L)).numbers()).containsExactly(3L, 7L, 9L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "?", "A", "null!"})
    void whatIsNotBase64IsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Shown.parse(text));
    }

    @Test
    void bytesThatAreNoNumbersAreRefused() {
        refused((byte) 0);
        refused((byte) 5, (byte) 0);
        refused((byte) 5, (byte) 0x80);
        refused((byte) -1, (byte) -1, (byte) -1, (byte) -1, (byte) -1, (byte) -1, (byte) -1, (byte) -1, (byte) -1,
                (byte) 1);
        refused((byte) 1, (byte) -1, (byte) -1, (byte) -1, (byte) -1, (byte) -1, (byte) -1, (byte) -1, (byte) -1,
                (byte) 0x7f);
    }

    private static void refused(byte... bytes) {
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        assertThatIllegalArgumentException().as(text).isThrownBy(() -> Shown.parse(text));
    }
}
