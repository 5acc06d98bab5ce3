package dev.souk.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How much memory processes take. */
final class Memory {

    private Memory() {
    }

    static long residentKiB(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .mapToLong(process -> ofOne(process.pid()))
                .sum();
    }

    private static long ofOne(long pid) {
        OptionalLong proportional = field(Path.of("/proc", pid + "", "smaps_rollup"), "Pss:");
        return proportional.isPresent() ? proportional.getAsLong() : resident(pid);
    }

    private static long resident(long pid) {
        return field(Path.of("/proc", pid + "", "status"), "VmRSS:").orElseGet(() -> askPs(pid));
    }

    private static OptionalLong field(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }

    private static long askPs(long pid) {
        return Shell.lines(List.of("ps", "-o", "rss=", "-p", pid + "")).stream()
                .mapToLong(line -> Long.parseLong(line.strip()))
                .sum();
    }
}
