package dev.souk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads products by id from product-service, and the same bytes from Redis and as files from nginx. */
final class ReadContest {

    private static final int HOT = 100;
    private static final int MOST_WIDE = 2_000;
    private static final int MOST_FIRST = 500;
    private static final int LOADING = 8;
    private static final String KEY = "bench:product:";
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(45);

    private final Server souk;
    private final Server redis;
    private final Optional<FileServer> nginx;
    private final CatalogueBench.Settings settings;

    /** nginx, and the directory whose files it serves. */
    record FileServer(Server server, Path files) {}

    ReadContest(Server souk, Server redis, Optional<FileServer> nginx, CatalogueBench.Settings settings) {
        this.souk = souk;
        this.redis = redis;
        this.nginx = nginx;
        this.settings = settings;
    }

    /** How many ids are needed of a catalogue of so many products. */
    static int needed(long products) {
        return (int) Math.min(MOST_WIDE + MOST_FIRST, products);
    }

    /**
     * @param repeated reads of a few and of many products
     * @param first each product once, which nobody has read before
     */
    record Result(List<Reads> repeated, Reads first, List<WarmUp> warmUps) {}

    /** @param ids that nobody has read yet, in no order */
    Result measure(List<String> ids) throws IOException {
        int unread = Math.min(MOST_FIRST, ids.size() / 2);
        List<String> wide = ids.subList(unread, ids.size());
        List<String> hot = wide.subList(0, Math.min(HOT, wide.size()));
        Map<String, Bytes> bodies = bodies(wide);
        keep(bodies);
        List<Entry> entries = List.of(new Entry("hot", hot, 1), new Entry("wide", wide, 1),
                new Entry("wide", wide, settings.connections()));
        List<WarmUp> warmUps = servers().stream().map(server -> warmUp(server, wide, bodies)).toList();
        List<List<Timings>> measured = entries.stream().map(_ -> timings()).toList();
        Timings first = new Timings(souk.name(), new ArrayList<>());
        for (int round = 0; round < settings.rounds(); round++) {
            for (int entry = 0; entry < entries.size(); entry++) {
                for (int turn = 0; turn < servers().size(); turn++) {
                    // in the other direction every other time, so that nobody always comes after the same one
                    int at = round % 2 == 0 ? turn : servers().size() - 1 - turn;
                    measured.get(entry).get(at).rounds().add(ask(entries.get(entry), servers().get(at), bodies));
                }
            }
            first.rounds().add(Latencies.of(souk, part(round, ids.subList(0, unread)).stream()
                    .map(ReadContest::unread).toList(), 1));
        }
        return new Result(IntStream.range(0, entries.size()).mapToObj(
                at -> new Reads(entries.get(at).what, entries.get(at).ids.size(), entries.get(at).connections,
                        measured.get(at)))
                .toList(), new Reads("first", unread, 1, List.of(first)), warmUps);
    }

    private record Entry(String what, List<String> ids, int connections) {}

    private Latencies ask(Entry entry, Server server, Map<String, Bytes> bodies) {
        return Latencies.of(server, questions(server, entry.ids, bodies), entry.connections);
    }

    private List<Timings> timings() {
        return servers().stream().map(server -> new Timings(server.name(), new ArrayList<>())).toList();
    }

    private List<Server> servers() {
        List<Server> servers = new ArrayList<>(List.of(souk, redis));
        nginx.ifPresent(files -> servers.add(files.server()));
        return servers;
    }

    private WarmUp warmUp(Server server, List<String> ids, Map<String, Bytes> bodies) {
        List<Question> window = questions(server, ids, bodies);
        return WarmUp.of(server.name(), window.size(), 0, LONGEST_WARM_UP,
                () -> Latencies.of(server, window, settings.connections()).seconds());
    }

    /** As many as a round has, each id equally often, in the order of the ids. */
    private List<Question> questions(Server server, List<String> ids, Map<String, Bytes> bodies) {
        return IntStream.range(0, settings.requests()).mapToObj(number -> ids.get(number % ids.size()))
                .map(id -> Question.of(request(server, id), body -> body.equals(bodies.get(id)))).toList();
    }

    private Bytes request(Server server, String id) {
        return switch (server.protocol()) {
            case REDIS -> Protocol.command("GET", Bytes.of(KEY + id));
            case HTTP -> Protocol.get(server.equals(souk) ? path(id) : "/" + id);
        };
    }

    private static Question unread(String id) {
        return Question.of(Protocol.get(path(id)), body -> body.toString().contains(id));
    }

    private static String path(String id) {
        return "/api/v1/products/" + id;
    }

    private List<String> part(int round, List<String> all) {
        int size = all.size() / settings.rounds();
        return all.subList(round * size, (round + 1) * size);
    }

    private Map<String, Bytes> bodies(List<String> ids) throws IOException {
        Map<String, Bytes> bodies = new LinkedHashMap<>();
        Wire wire = new Wire(souk);
        for (String id : ids) {
            Answer answer = wire.ask(Protocol.get(path(id)));
            if (!answer.isGood()) {
                throw new IllegalStateException("%s answered %s with %s: %s".formatted(souk.name(), path(id),
                        answer.status(), answer.body()));
            }
            bodies.put(id, answer.body());
            if (answer.isLast()) {
                wire.close();
                wire = new Wire(souk);
            }
        }
        wire.close();
        return bodies;
    }

    /** Where the others read them from. */
    private void keep(Map<String, Bytes> bodies) throws IOException {
        Latencies kept = Latencies.of(redis, bodies.entrySet().stream().map(body -> Question
                .of(Protocol.command("SET", Bytes.of(KEY + body.getKey()), body.getValue()), _ -> true)).toList(),
                LOADING);
        if (!kept.others().isEmpty()) {
            throw new IllegalStateException("Redis does not keep the products: " + kept.others());
        }
        if (nginx.isPresent()) {
            for (Map.Entry<String, Bytes> body : bodies.entrySet()) {
                Files.write(nginx.get().files().resolve(body.getKey()), body.getValue().array());
            }
        }
    }
}
