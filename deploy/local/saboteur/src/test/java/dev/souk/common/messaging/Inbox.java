package dev.souk.common.messaging;

import java.util.List;

/** Stands for the real class of this name: has seen everything. */
public final class Inbox {

    public List<String> firstSeen(String consumer, List<String> messages) {
        return List.of();
    }
}
