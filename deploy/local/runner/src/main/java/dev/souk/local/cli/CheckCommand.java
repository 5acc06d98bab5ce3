package dev.souk.local.cli;

import dev.souk.local.Platform;
import dev.souk.local.check.Checker;
import dev.souk.local.check.Checker.Verdict;
import dev.souk.local.check.ClientLog;
import dev.souk.local.check.SearchIndexCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "check", mixinStandardHelpOptions = true, description = "Sums stock and money over the databases, compares the search index with the catalogue and repairs it; exit code 0 only if every rule holds.")
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private final AtHome at = new AtHome();

    @Option(names = "--json", description = "for machines")
    private boolean json;

    @Option(names = "--settle", paramLabel = "SECONDS", description = "how long messages on their way may break a rule (default: ${DEFAULT-VALUE})")
    private int settleSeconds = 20;

    @Option(names = "--stuck-after", paramLabel = "MINUTES", description = "how long an order may stand still (default: ${DEFAULT-VALUE})")
    private int stuckAfterMinutes = 5;

    @Option(names = "--log", paramLabel = "FILE", description = "what clients have asked for and were told, one JSON object a line: is compared with what there is")
    private @Nullable Path log;

    @Override
    public Integer call() {
        Platform platform = at.runningPlatform();
        Optional<ClientLog> told = Optional.ofNullable(log).map(ClientLog::read);
        Duration settling = Duration.ofSeconds(settleSeconds);
        List<Verdict> verdicts = new ArrayList<>(
                new Checker(platform::database, Duration.ofMinutes(stuckAfterMinutes)).check(settling));
        verdicts.add(new SearchIndexCheck(platform.jobs(), platform::database).check(settling));
        told.ifPresent(clients -> verdicts.addAll(clients.check(platform::database, settling)));
        boolean holds = verdicts.stream().allMatch(verdict -> verdict.finding().holds());
        PrintWriter out = at.out();
        if (json) {
            out.println(document(holds, verdicts));
        } else {
            verdicts.forEach(verdict -> print(verdict, out));
            out.println(holds ? "Everything adds up." : "Something is off.");
        }
        return holds ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void print(Verdict verdict, PrintWriter out) {
        out.printf(
                "%-6s %s (%d looked at)%n",
                verdict.finding().holds() ? "holds" : "BROKEN",
                verdict.says(),
                verdict.finding().lookedAt());
        verdict.finding().offenders().forEach(offender -> out.println("         " + offender));
    }

    private static String document(boolean holds, List<Verdict> verdicts) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("holds", holds);
        document.put("rules", verdicts.stream().map(CheckCommand::document).toList());
        return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document);
    }

    private static Map<String, Object> document(Verdict verdict) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("rule", verdict.rule());
        document.put("says", verdict.says());
        document.put("holds", verdict.finding().holds());
        document.put("lookedAt", verdict.finding().lookedAt());
        document.put("violations", verdict.finding().offenders());
        return document;
    }
}
