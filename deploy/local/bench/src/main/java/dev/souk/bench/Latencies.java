package dev.souk.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * How long each answer of one round took.
 *
 * @param micros of the good ones, ascending
 * @param others how many were answered with what else: a status, or the failure of those that were not answered
 * @param seconds from the first request to the last answer
 */
record Latencies(List<Double> micros, SortedMap<String, Long> others, double seconds) {

    /** Asks all questions over so many kept connections, each with one question at a time. */
    static Latencies of(Server server, List<Question> questions, int connections) {
        Queue<Question> open = new ConcurrentLinkedQueue<>(questions);
        try (ExecutorService clients = Executors.newFixedThreadPool(connections)) {
            List<Callable<Client>> all = new ArrayList<>();
            for (int number = 0; number < connections; number++) {
                all.add(() -> new Client(server).ask(open));
            }
            long begin = System.nanoTime();
            List<Future<Client>> done = clients.invokeAll(all);
            double seconds = (System.nanoTime() - begin) / 1e9;
            List<Double> micros = new ArrayList<>();
            SortedMap<String, Long> others = new TreeMap<>();
            for (Future<Client> client : done) {
                micros.addAll(client.get().micros);
                client.get().others.forEach((answer, count) -> others.merge(answer, count, Long::sum));
            }
            return new Latencies(micros.stream().sorted().toList(), others, seconds);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        }
    }

    /** The time within which this share of the good answers came. */
    double percentile(double share) {
        if (micros.isEmpty()) {
            throw new IllegalStateException("there was no good answer: " + others);
        }
        return micros.get((int) Math.ceil(share * micros.size()) - 1);
    }

    /** Good answers a second. */
    double rate() {
        return micros.size() / seconds;
    }

    private static final class Client {

        private final Server server;
        private final List<Double> micros = new ArrayList<>();
        private final SortedMap<String, Long> others = new TreeMap<>();
        private @Nullable Wire wire;

        Client(Server server) {
            this.server = server;
        }

        Client ask(Queue<Question> open) throws IOException {
            connected();
            for (Question question = open.poll(); question != null; question = open.poll()) {
                ask(question);
            }
            disconnect();
            return this;
        }

        private void ask(Question question) throws IOException {
            long begin = System.nanoTime();
            try {
                Answer answer = answer(question);
                double took = (System.nanoTime() - begin) / 1e3;
                if (answer.isGood() && question.isRight().test(answer.body())) {
                    micros.add(took);
                } else {
                    count(answer.isGood() ? "200 with another body" : answer.status());
                }
            } catch (IOException failure) {
                count(failure.getClass().getSimpleName());
                disconnect();
            }
        }

        /** A connection that the server has closed is opened again within the time that counts, as any client would have to. */
        private Answer answer(Question question) throws IOException {
            Answer last = null;
            for (Bytes request : question.requests()) {
                last = connected().ask(request);
                if (last.isLast()) {
                    disconnect();
                }
                if (!last.isGood()) {
                    return last;
                }
            }
            if (last == null) {
                throw new IllegalArgumentException("a question has a request");
            }
            return last;
        }

        private Wire connected() throws IOException {
            Wire open = wire == null ? new Wire(server) : wire;
            wire = open;
            return open;
        }

        private void disconnect() throws IOException {
            if (wire != null) {
                wire.close();
                wire = null;
            }
        }

        private void count(String answer) {
            others.merge(answer, 1L, Long::sum);
        }
    }
}
