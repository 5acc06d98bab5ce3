package dev.souk.engines;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/** Starts classes of this module in a JVM of their own, small and on the same JDK. */
final class OwnJvm {

    private OwnJvm() {
    }

    static List<String> command(Class<?> mainClass, String... arguments) {
        return Stream.concat(Stream.of(java(), "-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                mainClass.getName()), Stream.of(arguments)).toList();
    }

    /** Only what these classes need: the class path of a test run can vanish before they end. */
    static Map<String, String> environment() {
        return Map.of("CLASSPATH", Stream.of(OwnJvm.class, org.postgresql.Driver.class, XZInputStream.class)
                .map(OwnJvm::location).collect(Collectors.joining(File.pathSeparator)));
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String location(Class<?> type) {
        CodeSource source = Objects.requireNonNull(type.getProtectionDomain().getCodeSource(), type::getName);
        return Path.of(URI.create(source.getLocation().toString())).toString();
    }
}
