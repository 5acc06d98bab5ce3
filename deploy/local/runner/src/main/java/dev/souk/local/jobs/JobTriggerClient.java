package dev.souk.local.jobs;

import dev.souk.local.Pauses;
import dev.souk.local.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the running trigger. */
public final class JobTriggerClient {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI trigger;
    private final String token;

    public JobTriggerClient(URI trigger, String token) {
        this.trigger = trigger;
        this.token = token;
    }

    /**
     * How one run of a job went.
     *
     * @param ended false while it goes on
     */
    public record Outcome(long id, String job, String executor, boolean ended, boolean succeeded, String message) {}

    /**
     * Triggers the job now, on all live executors.
     *
     * @return the ids of the runs that have begun
     * @throws UserError when there is no such job
     */
    public List<Long> run(String job) {
        JsonNode answer = post("/souk/run", Map.of("job", job));
        if (!answer.isArray()) {
            throw new UserError(answer.path("msg").asString("the trigger refused"));
        }
        return answer.valueStream().map(run -> run.path("id").asLong()).toList();
    }

    /**
     * Triggers the job now, as {@link #run} does, and waits until its runs have ended.
     *
     * @param patience after which they are answered as they are
     * @return the runs that have begun; none when no executor was free
     */
    public List<Outcome> runAndWait(String job, Duration patience) {
        List<Long> begun = run(job);
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            List<Outcome> runs = runs().stream().filter(run -> begun.contains(run.id())).toList();
            if (runs.stream().allMatch(Outcome::ended) || System.nanoTime() > deadline) {
                return runs;
            }
            Pauses.of(LOOK_AGAIN);
        }
    }

    /** The last ones, newest last. */
    public List<Outcome> runs() {
        return post("/souk/runs", Map.of()).valueStream()
                .map(run -> new Outcome(
                        run.path("id").asLong(),
                        run.path("job").asString(),
                        run.path("executor").asString(),
                        !run.path("endedAt").isNull(),
                        run.path("succeeded").asBoolean(),
                        run.path("message").asString("")))
                .toList();
    }

    private JsonNode post(String path, Object body) {
        HttpRequest request = HttpRequest.newBuilder(trigger.resolve(path))
                .header(AdminServer.TOKEN_HEADER, token)
                .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
                .build();
        try {
            return json.readTree(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UserError("The trigger at %s does not answer: ./souk status".formatted(trigger), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
