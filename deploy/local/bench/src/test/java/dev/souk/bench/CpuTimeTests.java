package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuTimeTests {

    @Test
    void userAndSystemTimeAreAddedWhateverTheCommandIsCalled() {
        assertThat(CpuTime.ticksIn("4711 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 120 34 0 0 20 0 1 0 99 0")).isEqualTo(154);
    }

    @Test
    void aProcessThatDoesNotExistHasUsedNothing() {
        assertThat(CpuTime.of(Long.MAX_VALUE)).isZero();
    }
}
