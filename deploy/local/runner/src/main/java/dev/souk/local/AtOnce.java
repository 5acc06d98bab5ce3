package dev.souk.local;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Does several things at the same time. */
public final class AtOnce {

    private AtOnce() {
    }

    /**
     * Returns when all are done, with their results in the order of the tasks.
     *
     * @param most how many of them at a time
     * @throws RuntimeException what the first failed one in this order threw
     */
    public static <T> List<T> run(int most, List<Supplier<T>> tasks) {
        try (ExecutorService threads = Executors.newFixedThreadPool(most, Thread.ofVirtual().factory())) {
            List<Future<T>> futures = tasks.stream().map(task -> threads.submit(task::get)).toList();
            return futures.stream().map(AtOnce::result).toList();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
