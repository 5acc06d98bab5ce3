package dev.souk.local;

import java.nio.file.Path;
import java.util.List;

/** The JVM of this process, to start others with. */
final class Jvm {

    /** For a laptop: C1 only and small heaps start in a third of the time and half of the memory; not for benchmarks. */
    static final List<String> LAPTOP = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-Xss512k",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "-Dfile.encoding=UTF-8");

    private Jvm() {
    }

    static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
