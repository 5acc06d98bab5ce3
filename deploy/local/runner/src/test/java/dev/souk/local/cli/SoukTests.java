package dev.souk.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.engines.ProcessTable;
import dev.souk.engines.Program;
import dev.souk.engines.ProjectRoot;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SoukTests {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path home = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {
            "", "no-such-command", "up --no-such-option", "up --port postgres", "restart", "scale order-service",
            "scale order-service none", "scale order-service 0", "scale no-such-service 2", "scale gateway-service 2",
            "import", "logs one two", "logs -n -1", "bench no-such-bench", "bench catalogue --sizes 10",
            "bench catalogue --rounds 0", "bench checkout --buyers 9", "bench catalogue --catalogue no-such-feed.jsonl"
    })
    void wrongUsageIsExitCodeTwo(String line) {
        assertThat(execute(line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "up --help", "jobs run --help", "down"})
    void whatCanBeDoneWithoutAPlatformIsExitCodeZero(String line) {
        assertThat(execute(line.split(" "))).isZero();
    }

    /** It does so itself while the program is being built. */
    @Test
    void theScriptNamesEveryCommand() throws IOException {
        String script = Files.readString(ProjectRoot.above(Path.of("")).directory().resolve("souk"));
        String commands = String.join(", ", Souk.commandLine().getSubcommands().keySet());

        assertThat(script).contains("\nCommands: " + commands + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "check", "seed", "restart order-service", "jobs run cancelUnpaidOrders", "logs"})
    void whatNeedsARunningPlatformSaysInOneLineHowToGetOne(String line) {
        assertThat(execute(line.split(" "))).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("./souk up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"import", "seed", "demo"})
    void whatNeedsAllOfThePlatformSaysInOneLineWhatIsMissing(String command) throws Exception {
        String feed = Files.createFile(home.resolve("feed.jsonl")).toString();
        ProcessTable table = new ProcessTable(home.resolve("run"));
        table.start(new Program("postgres", List.of("sleep", "60"), Map.of(), home, home.resolve("postgres.log"),
                List.of(), () -> false, Duration.ofMinutes(1)));
        try {
            assertThat(command.equals("import") ? execute(command, feed) : execute(command)).isEqualTo(1);
            assertThat(err.toString().lines()).singleElement().asString().contains("not ready", "user-service",
                    "./souk up");
        } finally {
            table.stop("postgres", Duration.ZERO);
        }
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(execute("import", "no-such-feed.jsonl")).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("no-such-feed.jsonl");
    }

    @Test
    void anUnknownPortNameIsAnsweredWithTheKnownOnes() {
        assertThat(execute("up", "--port", "postgers=1")).isEqualTo(1);
        assertThat(err.toString()).contains("postgers").contains("postgres").contains("order-service");
    }

    @Test
    void theStatusForMachinesHasTheFormThatTheApiPromises() {
        assertThat(execute("status", "--json")).isEqualTo(1);

        JsonNode status = new JsonMapper().readTree(out.toString());
        assertThat(status.propertyNames()).containsExactly(
                "ready", "readyInSeconds", "residentMiB", "services", "engines", "addresses");
        assertThat(status.path("ready").asBoolean()).isFalse();
        assertThat(status.path("services").path(0).propertyNames())
                .containsExactly("name", "state", "port", "pid", "residentMiB");
        assertThat(status.path("services").valueStream().map(service -> service.path("name").asString()))
                .contains("gateway-service", "order-service", "job-scheduler");
        assertThat(status.path("engines").valueStream().map(engine -> engine.path("name").asString()))
                .contains("postgres", "kafka", "nacos");
    }

    @Test
    void aSecondDownSaysThatNothingWasRunning() {
        execute("down");
        assertThat(out.toString().lines()).singleElement().asString().contains("Nothing").contains("running");
    }

    @Test
    void aHomeThatCannotBeWrittenIsToldWithoutAStackTrace() throws Exception {
        home = Files.createFile(home.resolve("a file"));

        assertThat(execute("status")).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("Cannot write").contains("a file");
    }

    @Test
    void anUnknownLogIsAnsweredWithThoseThatAreThere() throws Exception {
        Path logs = Files.createDirectories(home.resolve("logs"));
        Files.createFile(logs.resolve("order-service.log"));
        Files.createFile(logs.resolve("nacos.log"));

        assertThat(execute("logs", "postgers")).isEqualTo(1);
        assertThat(err.toString()).contains("postgers").contains("nacos, order-service");
    }

    @ParameterizedTest
    @ValueSource(strings = {"logs --help", "restart --help", "scale --help", "scale no-such-service 2"})
    void whereANameIsAskedForTheNamesAreListed(String line) {
        execute(line.split(" "));
        assertThat(out + " " + err).contains("order-service").contains("inventory-service");
    }

    @Test
    void theLastLineOfALogIsShownWholeHoweverLongItIs() throws Exception {
        Path logs = Files.createDirectories(home.resolve("logs"));
        String longLine = "x".repeat(200_000);
        Files.writeString(logs.resolve("order-service.log"), "one\n" + longLine + "\n");

        assertThat(execute("logs", "order", "-n", "1")).isZero();
        assertThat(out.toString().lines()).containsExactly(longLine);
    }

    @Test
    void aLogRecordIsShortenedForPeopleAndWholeForMachines() throws Exception {
        Path logs = Files.createDirectories(home.resolve("logs"));
        String logged = "{\"@timestamp\":\"2026-01-01T00:00:00Z\",\"log\":{\"level\":\"INFO\"},\"message\":\"placed\"}";
        Files.writeString(logs.resolve("order-service.log"), logged + "\n");

        execute("logs", "order");
        execute("logs", "order", "--json");

        assertThat(out.toString().lines()).containsExactly("2026-01-01T00:00:00Z INFO  placed", logged);
    }

    @Test
    void logsShowTheLastLines() throws Exception {
        Path logs = Files.createDirectories(home.resolve("logs"));
        Files.writeString(logs.resolve("order-service.log"), "one\ntwo\nthree\n");

        assertThat(execute("logs", "order", "-n", "2")).isZero();
        assertThat(out.toString().lines()).containsExactly("two", "three");
    }

    /** At a home of its own, when the line names a command. */
    private int execute(String... line) {
        CommandLine souk = Souk.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        Stream<String> words = Arrays.stream(line).filter(word -> !word.isEmpty());
        return souk.getSubcommands().containsKey(line[0])
                ? souk.execute(Stream.concat(words, Stream.of("--home", home.toString())).toArray(String[]::new))
                : souk.execute(words.toArray(String[]::new));
    }
}
