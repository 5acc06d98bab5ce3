package dev.souk.payment.intent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.souk.payment.intent.PaymentService.Answered;

/** Answers that come while others are being stored are stored together, in one transaction. */
final class AnswerStore {

    private static final Logger log = LoggerFactory.getLogger(AnswerStore.class);

    /** Read and changed under the lock {@link #storing}. */
    private static final class Waiting {

        private final Answered answer;
        private boolean isStored;
        private boolean isToBeAlone;

        private Waiting(Answered answer) {
            this.answer = answer;
        }
    }

    private final Consumer<List<Answered>> transaction;
    private final List<Waiting> waiting = new ArrayList<>();
    private final ReentrantLock storing = new ReentrantLock();

    /** @param transaction stores all that it is given, or fails and stores nothing */
    AnswerStore(Consumer<List<Answered>> transaction) {
        this.transaction = transaction;
    }

    /**
     * Returns when the answer is stored.
     *
     * @throws RuntimeException when it cannot be; that of another call is none of its business
     */
    void store(Answered answer) {
        Waiting mine = new Waiting(answer);
        synchronized (waiting) {
            waiting.add(mine);
        }
        storing.lock();
        try {
            if (!mine.isStored && !mine.isToBeAlone) {
                storeAll();
            }
            if (mine.isToBeAlone) {
                transaction.accept(List.of(answer));
            }
        } finally {
            storing.unlock();
        }
    }

    /** Those that cannot be stored together are each to be stored alone: one that is at fault is no other's. */
    private void storeAll() {
        List<Waiting> all = takeAll();
        try {
            transaction.accept(all.stream().map(it -> it.answer).toList());
            all.forEach(it -> it.isStored = true);
        } catch (RuntimeException | Error failure) {
            log.debug("{} answers cannot be stored together, each is tried alone", all.size(), failure);
            all.forEach(it -> it.isToBeAlone = true);
        }
    }

    /** How many nobody has begun to store. */
    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    private List<Waiting> takeAll() {
        synchronized (waiting) {
            List<Waiting> all = List.copyOf(waiting);
            waiting.clear();
            return all;
        }
    }
}
