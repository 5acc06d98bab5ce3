package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.bench.GcLog.HeapUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcLogTests {

    private static final String LINES = """
            [0.010s] Using Serial
            [1.204s] GC(0) Pause Young (Allocation Failure) 100M->90M(155M) 20.500ms
            [2.817s] GC(1) Pause Young (Allocation Failure) 61M->24M(77M) 8.123ms
            [3.000s] GC(2) Pause Full (Metadata GC Threshold) 60M->18M(87M) 50.377ms
            [3.100s] GC(3) Pause Young (Allocation Failure) 55M->31M(80M) 1.500ms
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theHeapIsThatOfTheCollectionsSinceTheBeginning() throws IOException {
        Path file = Files.writeString(directory.resolve("gc.log"), LINES);

        assertThat(new GcLog(file).since(1)).isEqualTo(new HeapUse(31, 87, 3, 1, 60));
        assertThat(new GcLog(file).collections()).isEqualTo(4);
    }

    @Test
    void thisIsHowTheJvmWritesIt() throws Exception {
        GcLog log = new GcLog(directory.resolve("real.log"));
        Process jvm = new ProcessBuilder(JavaCommand.of(
                List.of("-XX:+UseSerialGC", "-Xmx16m", log.flag()), Garbage.class)).inheritIO().start();

        assertThat(jvm.waitFor()).isZero();
        HeapUse heap = log.since(0);
        assertThat(heap.collections()).isPositive();
        assertThat(heap.full()).isPositive();
        assertThat(heap.mostCommitted()).isBetween(1, 16);
        assertThat(heap.mostAfterCollection()).isBetween(0, heap.mostCommitted());
    }

    /** Makes some, and has it collected. */
    static final class Garbage {

        private static byte[] kept = new byte[0];

        private Garbage() {
        }

        public static void main(String[] arguments) {
            for (int round = 0; round < 100; round++) {
                kept = new byte[1_000_000];
            }
            System.gc();
            System.exit(kept.length == 1_000_000 ? 0 : 1);
        }
    }
}
