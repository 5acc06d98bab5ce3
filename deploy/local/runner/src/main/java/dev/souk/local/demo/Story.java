package dev.souk.local.demo;

import dev.souk.local.Failures;
import dev.souk.local.Pauses;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Tells what happens, step by step, and remembers whether all of it went well. */
final class Story {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(40);

    private final PrintWriter out;
    private boolean wentWell = true;

    Story(PrintWriter out) {
        this.out = out;
    }

    boolean wentWell() {
        return wentWell;
    }

    /** A failed step ends its scene, not the story. */
    void scene(String title, Runnable steps) {
        out.println();
        out.println(title);
        try {
            steps.run();
        } catch (RuntimeException e) {
            wentWell = false;
            out.println("  FAILED  " + Failures.describe(e));
        }
        out.flush();
    }

    <T> T step(String what, Supplier<T> action) {
        long begin = System.nanoTime();
        T result = action.get();
        out.printf(Locale.ROOT, "  %-66s %7.0f ms%n", what, (System.nanoTime() - begin) / 1e6);
        out.flush();
        return result;
    }

    void step(String what, Runnable action) {
        step(what, () -> {
            action.run();
            return true;
        });
    }

    /** Looks again and again until it is as expected. */
    <T> T await(String what, Supplier<T> look, Predicate<T> expected) {
        return step(what, () -> until(look, expected)
                .orElseThrow(() -> new StepFailed("waited %d s in vain: %s".formatted(PATIENCE.toSeconds(), what))));
    }

    void expect(String what, boolean holds) {
        if (!holds) {
            throw new StepFailed(what);
        }
        out.println("  " + what);
    }

    void tell(String line) {
        out.println("      " + line);
    }

    private static <T> Optional<T> until(Supplier<T> look, Predicate<T> expected) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            T seen = look.get();
            if (expected.test(seen)) {
                return Optional.of(seen);
            }
            Pauses.of(LOOK_AGAIN);
        }
        return Optional.empty();
    }
}
