package dev.souk.product.download;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileVersionTests {

    @ParameterizedTest
    @ValueSource(strings = {"", "\"a\u0000\"", "\"a\r\nX-Evil: 1\"", "\"\u00e4\"", "\"\ud800\""})
    void whatASourceCannotMeanIsNotKept(String header) {
        assertThat(new FileVersion(header, header)).isEqualTo(FileVersion.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 501})
    void onlyWhatIsShortIsKept(int length) {
        assertThat(new FileVersion("x".repeat(length), null).isKnown()).isEqualTo(length == 500);
    }
}
