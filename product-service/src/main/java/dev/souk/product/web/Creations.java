package dev.souk.product.web;

import dev.souk.common.web.idempotency.Answer;
import dev.souk.common.web.idempotency.IdempotentRequests;
import dev.souk.common.web.security.Caller;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes that create something: sent again with the same {@code Idempotency-Key}, they change nothing and are answered as they
 * were. The key is optional, since most repetitions are refused anyway.
 */
@Component
final class Creations {

    /** The name of the header. */
    static final String KEY = "Idempotency-Key";

    private final IdempotentRequests requests;
    private final TransactionTemplate transaction;

    Creations(IdempotentRequests requests, TransactionTemplate transaction) {
        this.requests = requests;
        this.transaction = transaction;
    }

    /**
     * @param collection in which something is created, with the ids in its path: keys of different ones never meet
     * @param request its body
     * @param effect runs in the transaction that remembers its answer, unless there is no key
     */
    <T> ResponseEntity<T> once(String collection, Caller caller, @Nullable String key, Object request,
            Class<T> answerType, Supplier<Answer<T>> effect) {
        return once(collection, caller, key, request, answerType, () -> effect, Supplier::get);
    }

    /**
     * For an effect with a part that waits for something else than the database.
     *
     * @param prepare is done outside of the transaction, and not for a repetition
     */
    <P, T> ResponseEntity<T> once(String collection, Caller caller, @Nullable String key, Object request,
            Class<T> answerType, Supplier<P> prepare, Function<P, Answer<T>> effect) {
        if (key == null) {
            return effect.apply(prepare.get()).toResponse();
        }
        String owner = collection + ":" + caller.userId();
        return requests.find(owner, key, request, answerType).orElseGet(() -> {
            P prepared = prepare.get();
            return Objects.requireNonNull(transaction.execute(
                    _ -> requests.once(owner, key, request, answerType, () -> effect.apply(prepared))));
        }).toResponse();
    }
}
