package dev.souk.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.engines.ProjectRoot;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

        Result result = run(copy, "up", Map.of("PATH", toolsOnly(), "JAVA_HOME", System.getProperty("java.home")));

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output().lines()).singleElement().asString().contains("Maven").contains("mvn");
    }

    @Test
    void whereItCannotWriteItSaysSoInOneLine() throws Exception {
        Checkout checkout = new Checkout();
        Files.createFile(checkout.root.resolve(".souk"));

        Result result = checkout.souk("up");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output().lines()).singleElement().asString().contains("cannot write to").contains(".souk");
    }

    @Test
    void whoAsksForHelpDoesNotWaitUntilAnotherHasBuilt() throws Exception {
        Checkout checkout = new Checkout();
        Path lock = Files.createDirectories(checkout.root.resolve(".souk")).resolve("build.lock");
        Process other = new ProcessBuilder("flock", lock.toString(), "sh", "-c", "echo holds it; cat").start();
        try (BufferedReader said = other.inputReader()) {
            assertThat(said.readLine()).isEqualTo("holds it");

            Result help = checkout.souk("--help");
            Result up = checkout.souk("up");

            assertThat(help.exit()).isZero();
            assertThat(help.output()).startsWith("Usage: souk").contains("up, down");
            assertThat(up.exit()).isEqualTo(1);
            assertThat(up.output()).contains("another souk builds this checkout");
            assertThat(checkout.mavenCalls()).isEmpty();
        } finally {
            other.destroy();
        }
    }

    @Test
    void aSourceThatIsGoneIsGoneFromTheNextStartToo() throws Exception {
        Checkout checkout = new Checkout().built();
        Path madeOfIt = Files.createDirectories(checkout.root.resolve("order-service/target/classes/META-INF"));
        Files.delete(checkout.source("order-service"));

        checkout.souk("up");

        assertThat(madeOfIt).doesNotExist();
        assertThat(checkout.mavenCalls()).singleElement().asString().contains("-pl order-service -am");
    }

    @Test
    void whatHasNotChangedIsNotBuiltAgain() throws Exception {
        Checkout checkout = new Checkout().built();

        assertThat(checkout.souk("up").output()).contains("dev.souk.local.cli.Souk up");
        assertThat(checkout.mavenCalls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"down", "logs", "status"})
    void aSourceThatDoesNotCompileKeepsNobodyFrom(String command) throws Exception {
        Checkout checkout = new Checkout().built();
        Files.writeString(checkout.source("order-service"), "no Java");

        assertThat(checkout.souk(command).output()).contains("dev.souk.local.cli.Souk " + command);
        assertThat(checkout.mavenCalls()).isEmpty();
    }

    /** A small checkout, with a Maven that writes down how it was called and fails, and a JDK that says how it was called. */
    private final class Checkout {

        private static final List<String> SERVICES = List.of("user-service", "product-service", "order-service",
                "payment-service", "inventory-service", "notification-service", "job-scheduler", "gateway-service");

        private final Path root = Files.createDirectories(directory.resolve("a checkout"));
        private final Path script = Files.copy(SCRIPT, root.resolve("souk"));
        private final Path jdk = directory.resolve("jdk");
        private final Path maven = Files.createDirectories(directory.resolve("maven"));

        Checkout() throws IOException {
            Files.createDirectories(jdk.resolve("bin"));
            executable(jdk.resolve("bin/java"), "echo 'openjdk version \"25.0.1\"' \"$@\"");
            executable(jdk.resolve("bin/javac"), "");
            executable(maven.resolve("mvn"), "echo \"$@\" >> '%s'; exit 1".formatted(maven.resolve("calls")));
            for (String module : List.of("contracts", "common-lib", "deploy/local")) {
                Files.createDirectories(root.resolve(module));
            }
            Files.createFile(root.resolve("pom.xml"));
            for (String service : SERVICES) {
                Files.createDirectories(source(service).getParent());
                Files.createFile(source(service));
            }
        }

        Checkout built() throws IOException {
            Path runner = Files.createDirectories(root.resolve("deploy/local/runner/target"));
            Files.createFile(runner.resolve("souk-runner-1.jar"));
            Files.createFile(runner.resolve("class-path"));
            for (String service : SERVICES) {
                Files.createFile(Files.createDirectories(root.resolve(service).resolve("target"))
                        .resolve(service + "-1.jar"));
            }
            Path stamp = Files.createFile(Files.createDirectories(root.resolve(".souk")).resolve("built"));
            Instant built = Instant.now().minusSeconds(10);
            try (Stream<Path> all = Files.walk(root)) {
                for (Path file : all.toList()) {
                    Files.setLastModifiedTime(file, FileTime.from(file.equals(stamp) ? built : built.minusSeconds(1)));
                }
            }
            return this;
        }

        Path source(String service) {
            return root.resolve(service).resolve("src/main/java/Application.java");
        }

        List<String> mavenCalls() throws IOException {
            Path calls = maven.resolve("calls");
            return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
        }

        Result souk(String command) throws Exception {
            return run(script, command,
                    Map.of("PATH", maven + ":" + System.getenv("PATH"), "JAVA_HOME", jdk.toString()));
        }
    }

    private record Result(int exit, String output) {}

    private static Result run(Map<String, String> environment) throws Exception {
        return run(SCRIPT, "status", environment);
    }

    private static Result run(Path script, String command, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", script.toString(), command).redirectErrorStream(true);
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
