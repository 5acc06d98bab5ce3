package dev.souk.local.cli;

import dev.souk.local.Platform;
import dev.souk.local.PlatformRunner;
import dev.souk.local.imports.Feed;
import dev.souk.local.imports.FeedImport;
import dev.souk.local.imports.ImportResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "import", mixinStandardHelpOptions = true, description = "Loads a product feed (JSON lines, plain or gzip) and gives 100 pieces of stock to each SKU of it; exit code 1 when it had no product to take.")
final class ImportCommand implements Callable<Integer> {

    private static final int PIECES_EACH = 100;
    private static final int SHOWN_BAD_ROWS = 20;

    @Mixin
    private final AtHome at = new AtHome();

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        Feed feed = new Feed(file);
        Platform platform = at.readyPlatform();
        PrintWriter out = at.out();
        long begin = System.nanoTime();
        ImportResult result;
        try (ImportBar bar = new ImportBar(out, Terminal.isInteractive())) {
            result = new PlatformRunner(platform).withoutTraining(
                    () -> new FeedImport(platform.operator(), bar).run(feed, "import", PIECES_EACH));
        }
        print(result, Duration.ofNanos(System.nanoTime() - begin), out);
        return result.hasProducts() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void print(ImportResult result, Duration took, PrintWriter out) {
        result.badRows().stream()
                .limit(SHOWN_BAD_ROWS)
                .forEach(row -> out.printf("line %d skipped: %s%n", row.line(), row.detail()));
        if (result.failed() > SHOWN_BAD_ROWS) {
            out.printf("... and %d more%n", result.failed() - SHOWN_BAD_ROWS);
        }
        out.printf(
                Locale.ROOT,
                "%d lines in %s (%d/s): %d created, %d changed, %d unchanged, %d skipped; stock given to %d SKUs%n",
                result.read(),
                Terminal.seconds(took),
                result.read() * 1_000 / Math.max(1, took.toMillis()),
                result.created(),
                result.changed(),
                result.unchanged(),
                result.failed(),
                result.supplied());
    }
}
