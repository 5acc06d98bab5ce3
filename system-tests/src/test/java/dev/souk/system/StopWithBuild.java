package dev.souk.system;

import dev.souk.engines.ProjectRoot;
import dev.souk.local.Platform;
import dev.souk.local.PlatformHome;
import dev.souk.local.PlatformRunner;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/**
 * Stops the platform of the tests when the build that started it has ended, however it ended: a process of its own, because
 * a JVM that is killed cannot clean up after itself.
 */
final class StopWithBuild {

    private StopWithBuild() {
    }

    public static void main(String... arguments) {
        ProcessHandle.of(Long.parseLong(arguments[0])).ifPresent(build -> build.onExit().join());
        new PlatformRunner(Platform.onFreePorts(home(Path.of(arguments[1])))).reset(_ -> {});
    }

    /** @param directory home of the platform */
    static void watch(Path directory) throws IOException {
        long build = ProcessHandle.current().parent().orElseThrow().pid();
        new ProcessBuilder(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"),
                StopWithBuild.class.getName(), Long.toString(build), directory.toString())
                .redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start();
    }

    private static PlatformHome home(Path directory) {
        return new PlatformHome(ProjectRoot.above(Path.of("")), directory);
    }
}
