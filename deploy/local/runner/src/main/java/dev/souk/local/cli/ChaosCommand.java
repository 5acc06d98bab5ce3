package dev.souk.local.cli;

import dev.souk.engines.ProjectRoot;
import dev.souk.local.PlatformHome;
import dev.souk.local.chaos.Chaos;
import dev.souk.local.chaos.FaultKind;
import dev.souk.local.chaos.SeedReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "chaos", mixinStandardHelpOptions = true, description = "Starts a platform of its own, lets shoppers buy while everything breaks by a schedule that a seed decides, and checks that every order ends and everything adds up; exit code 0 only if all of it holds.")
final class ChaosCommand implements Callable<Integer> {

    @Mixin
    private final AtHome at = new AtHome();

    @Option(names = "--seeds", paramLabel = "N", description = "how many schedules, one after the other (default: ${DEFAULT-VALUE})")
    private int seeds = 3;

    @Option(names = "--seed", paramLabel = "S", description = "the first of them; the others follow it (default: ${DEFAULT-VALUE})")
    private long firstSeed = 1;

    @Option(names = "--seconds", paramLabel = "N", description = "of load in each (default: ${DEFAULT-VALUE})")
    private int seconds = 40;

    @Option(names = "--rate", paramLabel = "N", description = "visits of shoppers a second (default: ${DEFAULT-VALUE})")
    private double rate = 6;

    @Option(names = "--fault", paramLabel = "NAME", description = "only faults of this kind; can be repeated. Without it all: kill-service, pause-service, ...")
    private List<String> faults = new ArrayList<>();

    @Option(names = "--json", description = "prints the report as JSON, and the progress to standard error")
    private boolean json;

    @Override
    public Integer call() {
        if (seeds < 1 || seconds < 5 || rate <= 0 || rate > 200) {
            throw at.wrongUsage("--seeds must be at least 1, --seconds at least 5, --rate above 0 and at most 200");
        }
        Chaos.Settings settings = new Chaos.Settings(Duration.ofSeconds(seconds), rate, kinds());
        ProjectRoot root = at.home().root();
        Path directory = root.directory().resolve("target/chaos");
        PlatformHome home = new PlatformHome(root, directory.resolve("platform"));
        PrintWriter progress = json ? at.err() : at.out();
        List<SeedReport> reports = Chaos.onItsOwnPlatform(home, settings, firstSeed, seeds, directory, line -> {
            progress.println(line);
            progress.flush();
        });
        print(reports, directory);
        return reports.size() == seeds && reports.stream().allMatch(SeedReport::holds)
                ? ExitCode.OK
                : ExitCode.SOFTWARE;
    }

    private void print(List<SeedReport> reports, Path directory) {
        List<Long> broken = reports.stream().filter(report -> !report.holds()).map(SeedReport::seed).toList();
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("holds", broken.isEmpty() && reports.size() == seeds);
            document.put("notRun", seeds - reports.size());
            document.put("seeds", reports.stream().map(SeedReport::values).toList());
            at.out().println(new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document));
            return;
        }
        at.out().printf("%d of %d seeds hold%s; reports and logs are in %s%n", reports.size() - broken.size(), seeds,
                reports.size() == seeds ? "" : ", %d were not run".formatted(seeds - reports.size()), directory);
        broken.forEach(seed -> at.out().printf("once more: ./souk chaos --seeds 1 --seed %d --seconds %d --rate %s%s%n",
                seed, seconds, rate, faults.stream().map(fault -> " --fault " + fault).collect(Collectors.joining())));
    }

    private Set<FaultKind> kinds() {
        if (faults.isEmpty()) {
            return EnumSet.allOf(FaultKind.class);
        }
        return faults.stream()
                .map(name -> FaultKind.of(name).orElseThrow(() -> at.wrongUsage("There is no fault named %s. Names: %s"
                        .formatted(name, Arrays.stream(FaultKind.values()).map(FaultKind::option)
                                .collect(Collectors.joining(", "))))))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FaultKind.class)));
    }
}
