package dev.souk.local.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A table on a terminal that is drawn again, in place, while programs start. */
final class LiveTable implements UpCommand.StartupView {

    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final String UP = "\033[%dA";
    private static final String CLEAR_LINE = "\033[2K";
    private static final String GREEN = "\033[32m%s\033[0m";
    private static final String RED = "\033[31m%s\033[0m";
    private static final String DIM = "\033[2m%s\033[0m";

    private final PrintWriter out;
    private final SequencedMap<String, Row> rows = new LinkedHashMap<>();
    private final Thread clock = Thread.ofVirtual().unstarted(this::tick);
    private int drawn;

    LiveTable(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void planned(List<String> programs) {
        programs.forEach(program -> rows.put(program, new Row.Waiting()));
        draw();
        clock.start();
    }

    @Override
    public void starting(String program) {
        set(program, new Row.Starting(System.nanoTime()));
    }

    @Override
    public void ready(String program, Duration took) {
        set(program, new Row.Done("ready", took));
    }

    @Override
    public void unchanged(String program) {
        set(program, new Row.Done("running", Duration.ZERO));
    }

    @Override
    public void failed(String program, String reason) {
        set(program, new Row.Failed(reason));
    }

    @Override
    public void close() {
        clock.interrupt();
    }

    private synchronized void set(String program, Row row) {
        rows.put(program, row);
        draw();
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(REDRAW);
                synchronized (this) {
                    draw();
                }
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    private void draw() {
        if (drawn > 0) {
            out.printf(UP, drawn);
        }
        rows.forEach((program, row) -> out.println(CLEAR_LINE + "  %-22s %s".formatted(program, text(row))));
        drawn = rows.size();
        out.flush();
    }

    private static String text(Row row) {
        return switch (row) {
            case Row.Waiting _ -> DIM.formatted("waiting");
            case Row.Starting(long since) -> "starting "
                    + Terminal.seconds(Duration.ofNanos(System.nanoTime() - since));
            case Row.Done(String what, Duration took) -> GREEN.formatted(what)
                    + (took.isZero() ? "" : " " + Terminal.seconds(took));
            case Row.Failed(String reason) -> RED.formatted("failed") + " " + shortened(reason);
        };
    }

    /** A line that wraps would break the count of drawn lines. */
    private static String shortened(String reason) {
        return reason.length() <= 48 ? reason : reason.substring(0, 47) + "…";
    }

    /** Where one program is. */
    private sealed interface Row {

        record Waiting() implements Row {}

        record Starting(long sinceNanos) implements Row {}

        record Done(String what, Duration took) implements Row {}

        record Failed(String reason) implements Row {}
    }
}
