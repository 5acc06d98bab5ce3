package dev.souk.engines;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Makes a command outlive the terminal and the JVM that start it. */
public final class Detached {

    private Detached() {
    }

    /**
     * In a session and process group of its own where the system can; the process keeps its id, because setsid only forks when
     * it leads a group, and a child of a JVM does not.
     */
    public static List<String> wrap(List<String> command) {
        return Stream.of("/usr/bin/setsid", "/bin/setsid")
                .filter(setsid -> Files.isExecutable(Path.of(setsid)))
                .findFirst()
                .map(setsid -> prefixed(setsid, command))
                .orElseGet(() -> prefixed("nohup", command));
    }

    private static List<String> prefixed(String prefix, List<String> command) {
        List<String> whole = new ArrayList<>();
        whole.add(prefix);
        whole.addAll(command);
        return whole;
    }
}
