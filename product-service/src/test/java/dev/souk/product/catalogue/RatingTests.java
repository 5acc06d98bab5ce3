package dev.souk.product.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatingTests {

    @ParameterizedTest
    @CsvSource({"0 0 0 0 1, 50", "1 0 0 0 0, 10", "1 1 0 0 0, 15", "0 0 0 19 1, 41", "0 0 0 1 19, 50",
            "0 0 0 3 1, 43", "1 2 3 4 5, 37", "0 0 0 0 9000000000000000, 50"})
    void theAverageIsRoundedHalfUpToTenths(String stars, int tenths) {
        assertThat(rating(stars).averageTenths()).hasValue(tenths);
    }

    @Test
    void withoutReviewsThereIsNoAverage() {
        assertThat(Rating.NONE.averageTenths()).isEmpty();
        assertThat(Rating.NONE.count()).isZero();
        assertThat(rating("1 2 3 4 5").count()).isEqualTo(15);
    }

    private static Rating rating(String stars) {
        return new Rating(Arrays.stream(stars.split(" ", -1)).map(Long::valueOf).toList(), 1);
    }
}
