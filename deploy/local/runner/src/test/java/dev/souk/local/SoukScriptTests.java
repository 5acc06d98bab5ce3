package dev.souk.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.engines.ProjectRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoukScriptTests {

    private static final Path SCRIPT = ProjectRoot.above(Path.of("")).directory().resolve("souk");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void withoutAJdk25ItSaysSoInOneLine() throws Exception {
        Result result = run(Map.of("PATH", toolsOnly(), "JAVA_HOME", ""));

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output().lines()).singleElement().asString().contains("JDK 25").contains("JAVA_HOME");
    }

    @Test
    void anotherJdkIsNotTakenWhateverItsDirectoryIsCalled() throws Exception {
        Path impostor = directory.resolve("jdk-25");
        Files.createDirectories(impostor.resolve("bin"));
        for (String program : List.of("java", "javac")) {
            executable(impostor.resolve("bin").resolve(program), "echo 'openjdk version \"17.0.1\"' >&2");
        }

        Result result = run(Map.of("PATH", toolsOnly(), "JAVA_HOME", impostor.toString()));

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output().lines()).singleElement().asString().contains("JDK 25");
    }

    @Test
    void withoutMavenItSaysSoInOneLine() throws Exception {
        // A copy has nothing built, so that it must ask for Maven.
        Path copy = Files.copy(SCRIPT, directory.resolve("souk"));
        assertThat(copy.toFile().setExecutable(true)).isTrue();

        Result result = run(copy, Map.of("PATH", toolsOnly(), "JAVA_HOME", System.getProperty("java.home")));

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output().lines()).singleElement().asString().contains("Maven").contains("mvn");
    }

    private record Result(int exit, String output) {}

    private static Result run(Map<String, String> environment) throws Exception {
        return run(SCRIPT, environment);
    }

    private static Result run(Path script, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", script.toString(), "status").redirectErrorStream(true);
        builder.environment().putAll(environment);
        // Where the script would look for JDKs besides JAVA_HOME and the PATH.
        builder.environment().put("SOUK_JDKS", "");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /** A directory with what the script needs from the system, but neither Java nor Maven. */
    private String toolsOnly() throws IOException {
        Path tools = Files.createDirectories(directory.resolve("tools"));
        for (String tool : List.of("bash", "sed", "grep", "find", "dirname", "cut", "sort", "paste", "cat",
                "readlink")) {
            Path original = Files.exists(Path.of("/bin", tool)) ? Path.of("/bin", tool) : Path.of("/usr/bin", tool);
            executable(tools.resolve(tool), "exec %s \"$@\"".formatted(original));
        }
        return tools.toString();
    }

    private static void executable(Path file, String command) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
