package dev.souk.local.cli;

import dev.souk.local.Platform;
import dev.souk.local.PlatformRunner;
import dev.souk.local.StartupListener;
import dev.souk.local.seed.Seeding;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "up", mixinStandardHelpOptions = true, description = "Builds what has changed, starts what does not run or has been built anew, and waits until all of it is ready.")
final class UpCommand implements Runnable {

    @Mixin
    private final AtHome at = new AtHome();

    @Option(names = "--no-seed", description = "leaves the catalogue as it is")
    private boolean withoutSeed;

    @Option(names = "--json", description = "prints the status as JSON, and the progress to standard error")
    private boolean json;

    @Option(names = "--port", paramLabel = "NAME=NUMBER", description = "another port than the default one; can be repeated")
    private Map<String, Integer> ports = new LinkedHashMap<>();

    @Option(names = "--free-ports", description = "takes ports that nobody uses, for a second platform with its own --home")
    private boolean freePorts;

    private volatile boolean ended;

    @Override
    public void run() {
        PrintWriter out = at.out();
        PrintWriter progress = json ? at.err() : out;
        Platform platform = freePorts ? Platform.onFreePorts(at.home()) : Platform.open(at.home(), overrides());
        PlatformRunner runner = new PlatformRunner(platform);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> sayWhatGoesOn(progress)));
        try {
            start(runner, platform, progress);
        } finally {
            ended = true;
        }
        new StatusPrinter(out).print(platform.status(), json);
    }

    private void start(PlatformRunner runner, Platform platform, PrintWriter progress) {
        try (StartupView view = StartupView.on(progress)) {
            runner.start(view);
        }
        if (!withoutSeed) {
            new Seeding(platform, progress::println).seedOnce();
        }
        runner.trainInBackground();
    }

    private void sayWhatGoesOn(PrintWriter progress) {
        if (!ended) {
            progress.println(
                    "Interrupted. What has been started goes on: ./souk up starts the rest, ./souk down stops it.");
            progress.flush();
        }
    }

    /** Those of the environment ({@code SOUK_PORT_ORDER_SERVICE=8203}), then those of the command line. */
    private Map<String, Integer> overrides() {
        Map<String, Integer> overrides = PortVariables.in(System.getenv());
        overrides.putAll(ports);
        return overrides;
    }

    /** What shows a start while it goes on. */
    interface StartupView extends StartupListener, AutoCloseable {

        @Override
        void close();

        static StartupView on(PrintWriter out) {
            return Terminal.isInteractive() ? new LiveTable(out) : new PlainLines(out);
        }
    }
}
