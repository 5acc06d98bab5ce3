package dev.souk.bench;

import java.util.List;
import java.util.function.Predicate;

/**
 * Something to ask a server.
 *
 * @param requests one after the other; the time is that of them all
 * @param isRight whether the last answer is the right one
 */
record Question(List<Bytes> requests, Predicate<Bytes> isRight) {

    static Question of(Bytes request, Predicate<Bytes> isRight) {
        return new Question(List.of(request), isRight);
    }
}
