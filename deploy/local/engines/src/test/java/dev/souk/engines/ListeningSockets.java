package dev.souk.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sockets on which processes listen, as Linux shows them (proc(5)). */
final class ListeningSockets {

    private static final Set<String> LOOPBACK = Set.of("0100007F", "00000000000000000000000001000000",
            "0000000000000000FFFF00000100007F");

    private ListeningSockets() {
    }

    /** Addresses and ports, in hexadecimal, that other machines can reach. */
    static List<String> beyondLoopback(Collection<Long> pids) {
        Set<String> sockets = pids.stream().flatMap(ListeningSockets::openFiles).collect(Collectors.toSet());
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6").flatMap(table -> lines(Path.of(table)).stream().skip(1))
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields[3].equals("0A") && sockets.contains("socket:[" + fields[9] + "]"))
                .map(fields -> fields[1]).filter(address -> !LOOPBACK.contains(address.replaceAll(":.*", ""))).toList();
    }

    private static Stream<String> openFiles(long pid) {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return files.toList().stream().map(ListeningSockets::target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException _) {
            return "";
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
