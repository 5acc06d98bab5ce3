package dev.souk.common.web.idempotency;

import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import com.fasterxml.jackson.annotation.JsonInclude;

import tools.jackson.databind.json.JsonMapper;

/**
 * Gives a write one effect for one {@code Idempotency-Key}, however often the request arrives and at however many
 * instances. The record of the answer commits together with the effect, so a failed attempt leaves nothing and may be
 * repeated with the same key. Answers are kept for {@code souk.idempotency.keep-for}, a day unless set otherwise.
 */
public final class IdempotentRequests {

    private static final Pattern WELL_FORMED = Pattern.compile("[\\x21-\\x7e](?:[\\x20-\\x7e]{0,253}[\\x21-\\x7e])?");

    private final JdbcClient jdbc;
    private final JsonMapper json;

    /** A field that an older version of the service did not know is null in what its clients send: the hash stays. */
    private final JsonMapper withoutNulls;
    private final Clock clock;

    IdempotentRequests(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.withoutNulls = json.rebuild()
                .changeDefaultPropertyInclusion(given -> given.withValueInclusion(JsonInclude.Include.NON_NULL))
                .build();
        this.clock = clock;
    }

    /**
     * Runs the effect, unless this owner had it run with this key before: then it gives the answer of that time. Must be
     * called in the transaction of the effect.
     *
     * @param owner whose key it is and for which operation, for example {@code "orders:<user id>"}: keys of different
     *        owners never meet
     * @param key value of the request's {@code Idempotency-Key} header
     * @param request what the client sent, as a record: the same key with another request is refused
     * @throws InvalidIdempotencyKey when the key is missing or ill-formed (400)
     * @throws IdempotencyKeyReused when the key came with another request before (422)
     * @throws IdempotencyKeyInFlight when another transaction is at this key right now (409)
     * @throws IllegalStateException outside of a transaction
     */
    public <T> Answer<T> once(String owner, @Nullable String key, Object request, Class<T> answerType,
            Supplier<Answer<T>> effect) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Call IdempotentRequests.once inside the transaction of its effect");
        }
        String wellFormed = wellFormed(key);
        claim(owner, wellFormed);
        return recorded(owner, wellFormed, request, answerType).orElseGet(() -> {
            Answer<T> answer = effect.get();
            record(owner, wellFormed, hashOf(request), answer);
            return answer;
        });
    }

    /**
     * What {@link #once} answered this owner for this key and request. For a caller that must ask other services before the
     * transaction of its effect: a repetition is then answered without them. Needs no transaction and keeps nobody out;
     * when there is no answer, {@code once} still decides whether the effect happens.
     *
     * @throws InvalidIdempotencyKey when the key is missing or ill-formed (400)
     * @throws IdempotencyKeyReused when the key came with another request before (422)
     */
    public <T> Optional<Answer<T>> find(String owner, @Nullable String key, Object request, Class<T> answerType) {
        return recorded(owner, wellFormed(key), request, answerType);
    }

    /**
     * Forgets some of the answers of before: their keys count as new again. Several instances may do so at the same time.
     *
     * @return how many were forgotten
     */
    int forgetBefore(Instant instant, int limit) {
        return jdbc.sql("""
                delete from idempotency_record where (owner, key) in (
                    select owner, key from idempotency_record where created_at < :instant
                    order by created_at limit :limit for update skip locked)""")
                .param("instant", Timestamp.from(instant)).param("limit", limit).update();
    }

    private static String wellFormed(@Nullable String key) {
        if (key == null || !WELL_FORMED.matcher(key).matches()) {
            throw new InvalidIdempotencyKey();
        }
        return key;
    }

    /** Held until the transaction ends. A collision of two hashes costs a needless 409, never a wrong answer. */
    private void claim(String owner, String key) {
        boolean claimed = jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(:owner || chr(31) || :key, 0))")
                .param("owner", owner).param("key", key).query(Boolean.class).single();
        if (!claimed) {
            throw new IdempotencyKeyInFlight();
        }
    }

    private <T> Optional<Answer<T>> recorded(String owner, String key, Object request, Class<T> answerType) {
        Optional<Recorded> recorded = jdbc.sql("""
                select request_hash, status, location, body
                from idempotency_record
                where owner = :owner and key = :key""")
                .param("owner", owner).param("key", key)
                .query((row, number) -> new Recorded(new RequestHash(row.getBytes("request_hash")),
                        row.getInt("status"), row.getString("location"), row.getString("body")))
                .optional();
        return recorded.map(answer -> answer.answerTo(hashOf(request), answerType, json));
    }

    private RequestHash hashOf(Object request) {
        return RequestHash.of(withoutNulls.writeValueAsBytes(request));
    }

    private void record(String owner, String key, RequestHash hash, Answer<?> answer) {
        jdbc.sql("""
                insert into idempotency_record (owner, key, request_hash, status, location, body, created_at)
                values (:owner, :key, :hash, :status, :location, :body::jsonb, :createdAt)""")
                .param("owner", owner).param("key", key).param("hash", hash.sha256())
                .param("status", answer.status()).param("location", answer.location())
                .param("body", json.writeValueAsString(answer.body()))
                .param("createdAt", Timestamp.from(clock.instant()))
                .update();
    }

    private record Recorded(RequestHash hash, int status, @Nullable String location, String body) {

        <T> Answer<T> answerTo(RequestHash request, Class<T> answerType, JsonMapper json) {
            if (!MessageDigest.isEqual(hash.sha256(), request.sha256())) {
                throw new IdempotencyKeyReused();
            }
            return new Answer<>(status, location, json.readValue(body, answerType));
        }
    }
}
