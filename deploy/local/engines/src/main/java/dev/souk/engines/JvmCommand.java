package dev.souk.engines;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The command line of an engine that runs on the JVM, with the flags that keep such engines small. */
final class JvmCommand {

    private final List<String> flags = new ArrayList<>();
    private final Map<String, String> properties = new TreeMap<>();
    private final ClassPath classPath;

    /** @param heapMiB upper bound of the heap */
    JvmCommand(ClassPath classPath, int heapMiB, JvmTuning tuning) {
        this.classPath = classPath;
        flags.addAll(List.of("-Xmx" + heapMiB + "m", "-Xss384k", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED"));
        if (tuning.quickStart()) {
            flags.add("-XX:TieredStopAtLevel=1");
        }
    }

    JvmCommand flag(String flag) {
        flags.add(flag);
        return this;
    }

    JvmCommand property(String name, Object value) {
        properties.put(name, value.toString());
        return this;
    }

    List<String> run(String mainClass, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add(mainClass);
        command.addAll(List.of(arguments));
        return command;
    }

    /** The class path goes here: on the command line it would hide everything else in a list of processes. */
    Map<String, String> environment() {
        return Map.of("CLASSPATH", classPath.toString(), "MALLOC_ARENA_MAX", "2");
    }
}
