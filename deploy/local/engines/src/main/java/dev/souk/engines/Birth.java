package dev.souk.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What tells a process from a later one with the same id.
 *
 * <p>On Linux it is the boot and the clock tick in which the process began, which hold still when the wall clock is set;
 * elsewhere it is the start instant.
 */
record Birth(String mark) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** Empty when no process with this id lives. */
    static Optional<Birth> of(long pid) {
        return Files.exists(BOOT_ID) ? onLinux(pid) : elsewhere(pid);
    }

    boolean isAlive(long pid) {
        return of(pid).filter(this::equals).isPresent();
    }

    private static Optional<Birth> onLinux(long pid) {
        return ProcStat.of(pid)
                .filter(ProcStat::isAlive)
                .map(stat -> new Birth(bootId() + "/" + stat.startTicks()));
    }

    private static Optional<Birth> elsewhere(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant())
                .map(instant -> new Birth(instant.toString()));
    }

    private static String bootId() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException _) {
            return "unknown-boot";
        }
    }
}
