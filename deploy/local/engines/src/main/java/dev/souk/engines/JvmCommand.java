package dev.souk.engines;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The command line of an engine that runs on the JVM, with the flags that keep such engines small. */
final class JvmCommand {

    private final Engine engine;
    private final ClassPath classPath;
    private final JvmTuning tuning;
    private final List<String> flags = new ArrayList<>();
    private final Map<String, String> properties = new TreeMap<>();

    /** @param heapMiB upper bound of the heap */
    JvmCommand(Engine engine, ClassPath classPath, int heapMiB, JvmTuning tuning) {
        this.engine = engine;
        this.classPath = classPath;
        this.tuning = tuning;
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
        command.add(OwnJvm.java());
        command.addAll(flags);
        command.addAll(cacheFlags());
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add(mainClass);
        command.addAll(List.of(arguments));
        return command;
    }

    /** The class path goes here: on the command line it would hide everything else in a list of processes. */
    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(
                Map.of("CLASSPATH", classPath.toString(), "MALLOC_ARENA_MAX", "2"));
        if (tuning.training()) {
            // Writing a cache takes more memory than the engine itself.
            environment.put("JDK_AOT_VM_OPTIONS", "-Xmx768m");
        }
        return environment;
    }

    private List<String> cacheFlags() {
        Path caches = tuning.aotCaches();
        return caches == null
                ? List.of()
                : new AotCaches(caches).flags(engine.programName(), flags, classPath, tuning.training());
    }
}
