package dev.souk.engines;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out who listens on a port of the loopback address. */
public final class PortOwner {

    private static final String LISTENING = "0A";

    private PortOwner() {
    }

    public static boolean isFree(int port) {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** Process id and command as far as the system tells them to this user. */
    public static String describe(int port) {
        return findPid(port).map(PortOwner::describeProcess).orElse("a process of another user");
    }

    /** Of the process that listens, as far as the system tells it to this user. */
    public static Optional<Path> workingDirectory(int port) {
        return findPid(port).map(pid -> target(Path.of("/proc/" + pid + "/cwd")))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of);
    }

    private static Optional<Long> findPid(int port) {
        Set<String> sockets = listeningSockets(port);
        return sockets.isEmpty() ? askLsof(port) : ownerOf(sockets);
    }

    private static String describeProcess(long pid) {
        String command = ProcessHandle.of(pid).flatMap(process -> process.info().commandLine()).orElse("?");
        return "process %d (%s)".formatted(pid, command);
    }

    /** Links of the form {@code socket:[inode]} as they appear among a process' open files. */
    private static Set<String> listeningSockets(int port) {
        String suffix = ":%04X".formatted(port);
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> linesOf(Path.of(table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields[1].endsWith(suffix) && fields[3].equals(LISTENING))
                .map(fields -> "socket:[" + fields[9] + "]")
                .collect(Collectors.toSet());
    }

    private static Stream<String> linesOf(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1);
        } catch (IOException _) {
            return Stream.empty();
        }
    }

    private static Optional<Long> ownerOf(Set<String> sockets) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> holdsOneOf(sockets, pid))
                .findFirst();
    }

    private static boolean holdsOneOf(Set<String> sockets, long pid) {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return open.anyMatch(file -> sockets.contains(target(file)));
        } catch (IOException | RuntimeException _) {
            return false;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException _) {
            return "";
        }
    }

    private static Optional<Long> askLsof(int port) {
        return Shell.lines(List.of("lsof", "-nP", "-t", "-sTCP:LISTEN", "-iTCP:" + port)).stream()
                .map(Long::valueOf)
                .findFirst();
    }
}
