package dev.souk.common.messaging;

import java.util.List;

/**
 * Keeps the dead letters of all topics of this installation. Declared as a bean by the one service that does; instances of it
 * share the letters.
 */
@FunctionalInterface
public interface DeadLetterKeeper {

    /**
     * Stores the letters, in the transaction in which it is called. A letter may come again, so it is stored unless it is there.
     * Any failure is repeated, for ever, with growing pauses: Kafka is told that a letter is read only after it is stored.
     */
    void keep(List<DeadLetter> letters);
}
