package dev.souk.local;

import dev.souk.engines.ProjectRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/**
 * Stops a platform and forgets its data when the process that started it has ended, however it ended: a process of its own,
 * because a JVM that is killed cannot clean up after itself.
 */
public final class StopWithOwner {

    private StopWithOwner() {
    }

    /** Arguments: the process id of the owner, the checkout, the home of the platform. */
    public static void main(String... arguments) {
        ProcessHandle.of(Long.parseLong(arguments[0])).ifPresent(owner -> owner.onExit().join());
        PlatformHome home = new PlatformHome(new ProjectRoot(Path.of(arguments[1])), Path.of(arguments[2]));
        new PlatformRunner(Platform.onFreePorts(home)).reset(_ -> {});
    }

    public static void watch(ProcessHandle owner, PlatformHome home) {
        try {
            new ProcessBuilder(
                    "setsid", Jvm.executable(), "-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                    "-cp", System.getProperty("java.class.path"),
                    StopWithOwner.class.getName(), Long.toString(owner.pid()),
                    home.root().directory().toString(), home.directory().toString())
                    .redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot watch over the platform in " + home.directory(), e);
        }
    }
}
