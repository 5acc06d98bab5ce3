package dev.souk.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** How much of the same load a contender had before its first round, until an answer's cost stopped to fall. */
record WarmUp(String contender, long requests, Duration took) {

    /** So many windows without one that is cheaper by this share than all before end a warm-up. */
    private static final int STEADY_WINDOWS = 4;
    private static final double CHEAPER = 0.97;

    /**
     * Warms up.
     *
     * @param window requests that the cost is taken of
     * @param least requests, however steady the cost looks: what runs seldom is compiled late
     * @param longest after which no further window begins
     * @param cost makes the requests of one window and answers what they cost, in any unit
     */
    static WarmUp of(String contender, int window, long least, Duration longest, DoubleSupplier cost) {
        long begin = System.nanoTime();
        long requests = 0;
        double cheapest = Double.MAX_VALUE;
        for (int steady = 0; (steady < STEADY_WINDOWS || requests < least)
                && System.nanoTime() - begin < longest.toNanos();) {
            double now = cost.getAsDouble();
            requests += window;
            steady = now < cheapest * CHEAPER ? 0 : steady + 1;
            cheapest = Math.min(cheapest, now);
        }
        return new WarmUp(contender, requests, Duration.ofNanos(System.nanoTime() - begin));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %,d requests in %d s", contender, requests, took.toSeconds());
    }
}
