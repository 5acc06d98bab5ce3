package dev.souk.product.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SnapshotTests {

    @Test
    void seesWhatHadEndedWhenItWasTaken() {
        Snapshot snapshot = Snapshot.parse("10:20:10,14,15");

        assertThat(snapshot.sees(9)).isTrue();
        assertThat(snapshot.sees(10)).isFalse();
        assertThat(snapshot.sees(11)).isTrue();
        assertThat(snapshot.sees(15)).isFalse();
        assertThat(snapshot.sees(19)).isTrue();
        assertThat(snapshot.sees(20)).isFalse();
        assertThat(Snapshot.parse("20:20:").sees(19)).isTrue();
    }

    @Test
    void seesAllOfAnotherWhenNothingIsOpenForItThatHadEndedForTheOther() {
        Snapshot snapshot = Snapshot.parse("10:20:10,14");

        assertThat(Snapshot.parse("10:20:10,14").seesAllOf(snapshot)).isTrue();
        assertThat(Snapshot.parse("10:25:10,21").seesAllOf(snapshot)).isTrue();
        assertThat(Snapshot.parse("10:25:10,15").seesAllOf(snapshot)).isFalse();
        assertThat(Snapshot.parse("10:19:10,14").seesAllOf(snapshot)).isFalse();
    }

    @Test
    void isWrittenAsPostgresqlWritesIt() {
        assertThat(Snapshot.parse("10:20:10,14,15")).hasToString("10:20:10,14,15");
        assertThat(Snapshot.parse("20:20:")).hasToString("20:20:");
    }
}
