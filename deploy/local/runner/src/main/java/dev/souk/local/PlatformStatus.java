package dev.souk.local;

import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The platform as it is now; its JSON form is that of {@code ./souk status --json}.
 *
 * @param ready every engine and service serves
 * @param readyInSeconds how long the last start took; null when there was none
 * @param residentMiB of all together, each shared page counted once
 */
public record PlatformStatus(
        boolean ready,
        @Nullable Double readyInSeconds,
        long residentMiB,
        List<ProgramStatus> services,
        List<ProgramStatus> engines,
        SequencedMap<String, String> addresses) {

    static PlatformStatus of(List<ProgramStatus> services, List<ProgramStatus> engines,
            @Nullable Double readyInSeconds, SequencedMap<String, String> addresses) {
        List<ProgramStatus> all = Stream.concat(services.stream(), engines.stream()).toList();
        return new PlatformStatus(
                all.stream().allMatch(program -> program.state() == State.READY),
                readyInSeconds,
                all.stream().mapToLong(ProgramStatus::residentMiB).sum(),
                services,
                engines,
                addresses);
    }

    /** Whether a program serves. */
    public enum State {
        READY,
        STARTING,
        STOPPED
    }

    /**
     * @param port of several, the first one
     * @param pid null when it is stopped
     */
    public record ProgramStatus(
            String name,
            State state,
            int port,
            @Nullable Long pid,
            long residentMiB) {}
}
