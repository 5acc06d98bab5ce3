package dev.souk.local.check;

import dev.souk.local.DatabaseAddress;
import dev.souk.local.Pauses;
import dev.souk.local.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks the databases whether all rules hold. */
public final class Checker {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Function<Service, DatabaseAddress> addresses;
    private final List<Rule> rules;

    /** @param stuckAfter an order that has not moved for longer counts as stuck */
    public Checker(Function<Service, DatabaseAddress> addresses, Duration stuckAfter) {
        this(addresses, stuckAfter, Map.of());
    }

    /**
     * @param madeUp messages that no service has sent, their topics by their ids: whoever takes note of them has no other cause
     */
    public Checker(Function<Service, DatabaseAddress> addresses, Duration stuckAfter, Map<String, String> madeUp) {
        this.addresses = addresses;
        this.rules = Rules.all(stuckAfter, madeUp);
    }

    /** How one rule came out. */
    public record Verdict(String rule, String says, Finding finding) {}

    /**
     * Looks until all rules hold, because messages that are on their way break some of them for a moment.
     *
     * @param settling how long to give them
     */
    public List<Verdict> check(Duration settling) {
        return settled(settling, this::look);
    }

    static List<Verdict> settled(Duration settling, Supplier<List<Verdict>> look) {
        long deadline = System.nanoTime() + settling.toNanos();
        while (true) {
            List<Verdict> verdicts = look.get();
            if (verdicts.stream().allMatch(verdict -> verdict.finding().holds()) || System.nanoTime() > deadline) {
                return verdicts;
            }
            Pauses.of(LOOK_AGAIN);
        }
    }

    private List<Verdict> look() {
        try (ServiceDatabases databases = new ServiceDatabases(addresses)) {
            return rules.stream()
                    .map(rule -> new Verdict(rule.name(), rule.says(), rule.look().apply(databases)))
                    .toList();
        }
    }
}
