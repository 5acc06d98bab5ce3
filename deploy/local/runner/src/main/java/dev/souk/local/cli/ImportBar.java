package dev.souk.local.cli;

import dev.souk.local.imports.ImportProgress;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows an import as a bar on a terminal, and as a line for every tenth of it elsewhere. */
final class ImportBar implements ImportProgress, AutoCloseable {

    private static final int WIDTH = 40;

    private final PrintWriter out;
    private final boolean inPlace;
    private String last = "";

    ImportBar(PrintWriter out, boolean inPlace) {
        this.out = out;
        this.inPlace = inPlace;
    }

    @Override
    public void loading(long read, long searchable, long lines) {
        show("searchable", searchable, lines);
    }

    @Override
    public void stocking(long given, long skus) {
        show("stocked", given, skus);
    }

    @Override
    public void close() {
        if (inPlace) {
            out.println();
        }
        out.flush();
    }

    private void show(String what, long done, long all) {
        double share = all == 0 ? 1 : Math.min(1, (double) done / all);
        if (inPlace) {
            int filled = (int) (share * WIDTH);
            out.printf(
                    Locale.ROOT,
                    "\r[%s%s] %3.0f %% %-10s %d/%d",
                    "#".repeat(filled),
                    ".".repeat(WIDTH - filled),
                    share * 100,
                    what,
                    done,
                    all);
        } else {
            say("%s %d %%".formatted(what, (int) (share * 10) * 10));
        }
        out.flush();
    }

    private void say(String line) {
        if (!line.equals(last)) {
            out.println(line);
            last = line;
        }
    }
}
