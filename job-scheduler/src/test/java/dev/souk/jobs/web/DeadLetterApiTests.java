package dev.souk.jobs.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import dev.souk.common.web.test.TestTokens;
import dev.souk.jobs.Parcels;
import dev.souk.jobs.RunningScheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a poisoned message in Kafka to its effect, through the API. Other tests leave letters, too: each looks for its own. */
class DeadLetterApiTests extends RunningScheduler {

    private static final String LETTERS = "/api/v1/ops/dead-letters";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String operator = TestTokens.operator().bearer();

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Parcels parcels;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aPoisonedMessageIsListedMendedReplayedAndTakesEffectOnce() {
        String parcel = parcels.send("bug");
        JsonNode listed = awaitLetter(parcel, 0);
        assertThat(listed.path("status").asString()).isEqualTo("OPEN");
        assertThat(listed.path("topic").asString()).isEqualTo("parcels");
        assertThat(listed.path("consumer").asString()).isEqualTo("packer");
        assertThat(listed.path("exception").asString()).isEqualTo(IllegalArgumentException.class.getName());
        assertThat(listed.has("payload")).isFalse();
        JsonNode letter = json(get(LETTERS + "/" + id(listed)));
        assertThat(JsonMapper.shared().readTree(letter.path("payload").asString()).path("parcel").asString())
                .isEqualTo(parcel);
        assertThat(letter.path("stackTrace").asString()).contains("cannot pack " + parcel);

        parcels.mend(parcel);
        JsonNode replayed = json(decide(listed, "replay", "Packer 1.1 is out"));
        JsonNode again = json(decide(listed, "replay", "I did not see that somebody had"));

        assertThat(replayed.path("status").asString()).isEqualTo("REPLAYED");
        assertThat(again).as("the first decision stands").isEqualTo(replayed);
        assertThat(replayed.path("decision").path("reason").asString()).isEqualTo("Packer 1.1 is out");
        awaitEffectsBefore(parcels.send(""));
        assertThat(parcels.packed()).containsOnlyOnce(parcel);
        assertThat(parcels.audited()).containsOnlyOnce(parcel);
        assertThat(problem(decide(listed, "discard", "no"), 409)).endsWith("/dead-letter-decided");
    }

    @Test
    void manyWhoReplayAtOnceReplayOnce() {
        JsonNode letter = awaitLetter(parcels.send("bug"), 0);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 8).forEach(_ -> threads.submit(() -> decide(letter, "replay", "all of us")));
        }

        assertThat(jdbc.sql("select count(*) from outbox where message_id = ? and headers is not null")
                .param(UUID.fromString(letter.path("messageId").asString())).query(Integer.class).single()).isOne();
    }

    @Test
    void aReplayInVainIsANewLetterThatNamesTheOldOne() {
        String parcel = parcels.send("bug");
        JsonNode first = awaitLetter(parcel, 0);

        decide(first, "replay", "Perhaps");

        JsonNode second = awaitLetter(parcel, 1);
        assertThat(second.path("replayOf").asString()).isEqualTo(id(first));
        assertThat(second.path("status").asString()).isEqualTo("OPEN");
        assertThat(json(get(LETTERS + "/" + id(first))).path("replayedAs").asString()).isEqualTo(id(second));
    }

    @Test
    void aDiscardedLetterStaysReadableWithWhoDidItAndWhy() {
        JsonNode letter = awaitLetter(parcels.send("bug"), 0);
        UUID somebody = UUID.randomUUID();

        MvcTestResult answer = mvc.post().uri(LETTERS + "/{id}/discard", id(letter))
                .header("Authorization", TestTokens.person(somebody, "OPERATOR").bearer())
                .contentType(MediaType.APPLICATION_JSON).content("{\"reason\": \"A test of mine\"}").exchange();
        JsonNode discarded = json(answer);

        assertThat(discarded.path("decision").path("by").asString()).isEqualTo(somebody.toString());
        assertThat(json(decide(letter, "discard", "again"))).isEqualTo(discarded);
        assertThat(problem(decide(letter, "replay", "no"), 409)).endsWith("/dead-letter-decided");
        assertThat(list("?status=DISCARDED&topic=parcels&consumer=packer&size=100")).extracting(DeadLetterApiTests::id)
                .contains(id(letter));
        assertThat(list("?status=OPEN&size=100")).extracting(DeadLetterApiTests::id).doesNotContain(id(letter));
        assertThatThrownBy(() -> jdbc.sql("update dead_letter set decided_by = 'nobody' where id = ?")
                .param(UUID.fromString(id(letter))).update()).isInstanceOf(DataAccessException.class)
                .hasMessageContaining("is history");
    }

    @Test
    void theJobReplaysWhatPassesByItselfUntilItHasBeenInVainTooOften() {
        String passing = parcels.send("away");
        String lasting = parcels.send("away");
        awaitLetter(passing, 0);
        awaitLetter(lasting, 0);
        parcels.mend(passing);

        runJob();
        awaitEffectsBefore(parcels.send(""));
        assertThat(parcels.packed()).as("its pause is not over").doesNotContain(passing);

        letAnHourPass();
        runJob();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(parcels.packed()).containsOnlyOnce(passing));
        awaitLetter(lasting, 1);
        letAnHourPass();
        runJob();
        JsonNode last = awaitLetter(lasting, 2);
        letAnHourPass();

        ADMIN.awaitResult(ADMIN.trigger("replayDeadLetters", 0, 1), 500, "wait for a decision");
        assertThat(json(get(LETTERS + "/" + id(last))).path("status").asString()).isEqualTo("OPEN");
    }

    @Test
    void whatNoConsumerCanReadCanBeDiscardedOnly() {
        String stranger = UUID.randomUUID().toString();
        parcels.sendRaw(stranger, "hello");
        JsonNode letter = awaitLetter(stranger, 0);

        assertThat(letter.path("replayable").asBoolean()).isFalse();
        assertThat(problem(decide(letter, "replay", "try"), 422)).endsWith("/dead-letter-not-replayable");
        assertThat(json(decide(letter, "discard", "Not ours")).path("status").asString()).isEqualTo("DISCARDED");
    }

    @Test
    void whatItsConsumerMayHaveForgottenIsNotReplayed() {
        JsonNode letter = awaitLetter(parcels.send("bug"), 0);
        jdbc.sql("update dead_letter set time = time - interval '29 days 1 minute' where id = ?")
                .param(UUID.fromString(id(letter))).update();

        assertThat(problem(decide(letter, "replay", "Better late"), 422)).endsWith("/dead-letter-not-replayable");
        assertThat(json(decide(letter, "discard", "Too late")).path("status").asString()).isEqualTo("DISCARDED");
    }

    @Test
    void aDecisionIsForgottenAfterMonths() {
        JsonNode old = awaitLetter(parcels.send("bug"), 0);
        JsonNode recent = awaitLetter(parcels.send("bug"), 0);
        decide(recent, "discard", "A test of mine");
        jdbc.sql("""
                update dead_letter set status = 'DISCARDED', decided_by = 'me', reason = 'old',
                    decided_at = now() - interval '91 days' where id = ?""").param(UUID.fromString(id(old))).update();

        ADMIN.awaitResult(ADMIN.trigger("forgetDeadLetters", 0, 1), 200, "1 dead letters forgotten");

        assertThat(get(LETTERS + "/" + id(old))).hasStatus(404);
        assertThat(get(LETTERS + "/" + id(recent))).hasStatusOk();
        assertThatThrownBy(() -> jdbc.sql("delete from dead_letter where id = ?")
                .param(UUID.fromString(id(recent))).update()).isInstanceOf(DataAccessException.class)
                .hasMessageContaining("is history");
    }

    @Test
    void onlyOperatorsSeeAndDecide() {
        String shopper = TestTokens.shopper(UUID.randomUUID()).bearer();
        UUID nothing = UUID.randomUUID();

        assertThat(mvc.get().uri(LETTERS)).hasStatus(401);
        assertThat(mvc.get().uri(LETTERS).header("Authorization", shopper)).hasStatus(403);
        assertThat(mvc.post().uri(LETTERS + "/{id}/replay", nothing).header("Authorization", shopper)
                .contentType(MediaType.APPLICATION_JSON).content("{\"reason\": \"mine\"}")).hasStatus(403);
        assertThat(get(LETTERS + "/" + nothing)).hasStatus(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\": \"\"}", "{\"reason\": \"two\\nlines\"}",
            "{\"reason\": \"a\", \"b\": 1}"})
    void aDecisionNeedsAReason(String body) {
        assertThat(mvc.post().uri(LETTERS + "/{id}/discard", UUID.randomUUID()).header("Authorization", operator)
                .contentType(MediaType.APPLICATION_JSON).content(body)).hasStatus(400);
    }

    private void runJob() {
        long run = ADMIN.trigger("replayDeadLetters", 0, 1);
        await().atMost(PATIENCE).until(() -> ADMIN.logOf(run).contains("dead letters replayed"));
    }

    /** For letters that are open. */
    private void letAnHourPass() {
        jdbc.sql("update dead_letter set written_at = written_at - interval '1 hour' where status = 'OPEN'").update();
    }

    private void awaitEffectsBefore(String parcel) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(parcels.packed()).contains(parcel);
            assertThat(parcels.audited()).contains(parcel);
        });
    }

    /** @param replays of the message before */
    private JsonNode awaitLetter(String key, int replays) {
        return await().atMost(PATIENCE).until(() -> list("?size=100").stream()
                .filter(letter -> letter.path("key").asString().equals(key)
                        && letter.path("replays").asInt() == replays)
                .toList(), found -> !found.isEmpty()).getFirst();
    }

    private List<JsonNode> list(String query) {
        return json(get(LETTERS + query)).path("items").valueStream().toList();
    }

    private MvcTestResult get(String uri) {
        return mvc.get().uri(uri).header("Authorization", operator).exchange();
    }

    private MvcTestResult decide(JsonNode letter, String decision, String reason) {
        return mvc.post().uri(LETTERS + "/{id}/{decision}", id(letter), decision).header("Authorization", operator)
                .contentType(MediaType.APPLICATION_JSON).content("{\"reason\": \"" + reason + "\"}").exchange();
    }

    private static String id(JsonNode letter) {
        return letter.path("id").asString();
    }

    private static String problem(MvcTestResult answer, int status) {
        assertThat(answer).hasStatus(status);
        return body(answer).path("type").asString();
    }

    private static JsonNode json(MvcTestResult answer) {
        assertThat(answer).hasStatusOk();
        return body(answer);
    }

    private static JsonNode body(MvcTestResult answer) {
        try {
            return JsonMapper.shared().readTree(answer.getResponse().getContentAsString());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
