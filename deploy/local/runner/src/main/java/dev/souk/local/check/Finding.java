package dev.souk.local.check;

import java.util.List;

/**
 * What a rule has seen.
 *
 * @param lookedAt how many SKUs, orders or messages
 * @param offenders those for which it does not hold, each with the reason; the first of them if there are many
 */
public record Finding(long lookedAt, List<String> offenders) {

    public Finding {
        offenders = List.copyOf(offenders);
    }

    public boolean holds() {
        return offenders.isEmpty();
    }
}
