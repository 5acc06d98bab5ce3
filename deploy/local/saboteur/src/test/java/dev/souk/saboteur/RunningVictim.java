package dev.souk.saboteur;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@link Victim} in a JVM of its own. */
final class RunningVictim implements AutoCloseable {

    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;

    RunningVictim(String... options) {
        try {
            List<String> command = Stream.of(
                    Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-XX:TieredStopAtLevel=1", "-XX:+EnableDynamicAgentLoading", "-Xmx64m"),
                    Stream.of(options),
                    Stream.of("-cp", "target/test-classes", Victim.class.getName())).flatMap(words -> words).toList();
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            in = process.outputWriter();
            out = process.inputReader();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null when it has died. */
    @Nullable
    String tell(String order) {
        try {
            in.write(order + "\n");
            in.flush();
            return out.readLine();
        } catch (IOException dead) {
            return null;
        }
    }

    Saboteur saboteur() {
        tell("are you there?");
        return Saboteur.of(process.pid());
    }

    int exitCode() {
        return process.onExit().join().exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
