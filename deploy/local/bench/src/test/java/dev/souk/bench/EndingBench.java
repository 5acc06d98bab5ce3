package dev.souk.bench;

import dev.souk.engines.JvmTuning;
import dev.souk.engines.ProjectRoot;
import java.nio.file.Path;

/** Closes its stage while its JVM ends. The argument is the root of a project. */
public final class EndingBench {

    private EndingBench() {
    }

    public static void main(String[] arguments) {
        Stage stage = new Stage(new ProjectRoot(Path.of(arguments[0])), JvmTuning.laptop());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stage.close();
            System.out.print("closed");
        }));
    }
}
