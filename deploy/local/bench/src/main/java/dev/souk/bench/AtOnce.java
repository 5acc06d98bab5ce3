package dev.souk.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Several things at the same time, each in a thread of its own. */
final class AtOnce {

    private AtOnce() {
    }

    /** Work that may fail in any way. */
    interface Work<A, B> {

        B on(A one) throws Exception;
    }

    /**
     * Waits for them all.
     *
     * @return in the order of what was given
     * @throws IllegalStateException when one has failed
     */
    static <A, B> List<B> all(List<A> given, Work<A, B> work) {
        try (ExecutorService threads = Executors.newFixedThreadPool(given.size())) {
            List<B> results = new ArrayList<>();
            for (Future<B> done : threads.invokeAll(given.stream().map(callable(work)).toList())) {
                results.add(done.get());
            }
            return results;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        }
    }

    private static <A, B> Function<A, Callable<B>> callable(Work<A, B> work) {
        return one -> () -> work.on(one);
    }
}
