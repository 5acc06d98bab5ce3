package dev.souk.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is made from others: compared with what they say now, or written anew with {@code -Dcontracts.write}. */
record Generated(Path file) {

    static final String WRITE = "contracts.write";

    void is(String content) throws IOException {
        if (System.getProperty(WRITE) != null) {
            Files.writeString(file, content);
        }
        assertThat(Files.readString(file))
                .as("%s is out of date: run mvn -pl contracts test -D%s, and read what changed",
                        file, WRITE)
                .isEqualTo(content);
    }
}
