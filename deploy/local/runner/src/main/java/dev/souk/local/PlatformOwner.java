package dev.souk.local;

import dev.souk.engines.Detached;
import dev.souk.engines.ProjectRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Has the home of a platform to itself. Closing it stops the platform and forgets its data; so does a watcher when the JVM of
 * the owner has ended in any other way: a process of its own, because a JVM that is killed cannot clean up after itself.
 */
public final class PlatformOwner implements AutoCloseable {

    /** For the watcher of a former owner, which cleans up some seconds after its end. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private final PlatformHome home;
    private final LockFile lock;
    private final Process watcher;

    private PlatformOwner(PlatformHome home, LockFile lock, Process watcher) {
        this.home = home;
        this.lock = lock;
        this.watcher = watcher;
    }

    /**
     * Also removes what a former owner has left, but for secrets, ports and logs.
     *
     * @throws UserError when another process has this home and keeps it for a minute
     */
    public static PlatformOwner of(PlatformHome home) {
        return of(home, PATIENCE);
    }

    static PlatformOwner of(PlatformHome home, Duration patience) {
        LockFile lock = lock(home, patience);
        Process watcher = watch(home);
        reset(home);
        return new PlatformOwner(home, lock, watcher);
    }

    private static LockFile lock(PlatformHome home, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<LockFile> lock = LockFile.tryToTake(lockOf(home));
            if (lock.isPresent()) {
                return lock.get();
            }
            if (System.nanoTime() >= deadline) {
                throw new UserError("Another process uses the platform in %s: wait until it has ended"
                        .formatted(home.directory()));
            }
            Pauses.of(LOOK_AGAIN);
        }
    }

    private static Path lockOf(PlatformHome home) {
        return home.directory().resolve("owner.lock");
    }

    private static Process watch(PlatformHome home) {
        try {
            return new ProcessBuilder(Detached.wrap(List.of(
                    Jvm.executable(), "-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                    "-cp", System.getProperty("java.class.path"),
                    PlatformOwner.class.getName(), Long.toString(ProcessHandle.current().pid()),
                    home.root().directory().toString(), home.directory().toString())))
                    .redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot watch over the platform in " + home.directory(), e);
        }
    }

    /** The watcher. Arguments: the process id of the owner, the checkout, the home of the platform. */
    public static void main(String... arguments) {
        ProcessHandle.of(Long.parseLong(arguments[0])).ifPresent(owner -> owner.onExit().join());
        PlatformHome home = new PlatformHome(new ProjectRoot(Path.of(arguments[1])), Path.of(arguments[2]));
        // If it has another owner meanwhile, that one has removed what was left.
        LockFile.tryToTake(lockOf(home)).ifPresent(lock -> {
            try (lock) {
                reset(home);
            }
        });
    }

    private static void reset(PlatformHome home) {
        new PlatformRunner(Platform.onFreePorts(home)).reset(_ -> {});
    }

    @Override
    public void close() {
        reset(home);
        watcher.destroy();
        lock.close();
    }

    /** For tests. */
    ProcessHandle watcher() {
        return watcher.toHandle();
    }
}
