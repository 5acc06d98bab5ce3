package dev.souk.common.redis;

/** Another one has taken over meanwhile: what this holder of a lock was about to write is refused. */
public final class StaleHolder extends RuntimeException {

    StaleHolder(String name, long token) {
        super("Holder " + token + " of " + name + " was away for longer than its lease, and another has taken over");
    }
}
