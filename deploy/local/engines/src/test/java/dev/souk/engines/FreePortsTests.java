package dev.souk.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTests {

    private static final int MANY = 60;

    @Test
    void noTwoProcessesAreGivenTheSamePort() throws IOException {
        List<Integer> ours = IntStream.range(0, MANY).mapToObj(_ -> FreePorts.next()).toList();
        ProcessBuilder builder = new ProcessBuilder(OwnJvm.command(Other.class));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process other = builder.start();
        String theirs = new String(other.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        assertThat(ours).doesNotHaveDuplicates();
        assertThat(theirs.lines().map(Integer::valueOf)).hasSize(MANY).doesNotContainAnyElementsOf(ours);
    }

    @Test
    void whoNeedsMoreThanAShareGetsAnother() {
        assertThat(IntStream.range(0, 300).mapToObj(_ -> FreePorts.next())).doesNotHaveDuplicates();
    }

    /** Another process that asks for ports. */
    static final class Other {

        public static void main(String[] arguments) {
            IntStream.range(0, MANY).forEach(_ -> System.out.println(FreePorts.next()));
        }
    }
}
