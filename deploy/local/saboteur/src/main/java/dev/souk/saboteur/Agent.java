package dev.souk.saboteur;

import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;

/** What runs in the service: carries out orders. The JVM calls it with each of them, by name. */
public final class Agent {

    private static final Map<Bug, Incision> bugs = new EnumMap<>(Bug.class);
    private static final Map<KillPoint, Incision> fuses = new EnumMap<>(KillPoint.class);

    private Agent() {
    }

    /** When the JVM was started with it. */
    public static void premain(@Nullable String orders, Instrumentation instrumentation) {
        agentmain(orders, instrumentation);
    }

    /** When it was attached. A failure is printed by the JVM and told to whoever attached it. */
    public static synchronized void agentmain(@Nullable String orders, Instrumentation instrumentation) {
        if (orders == null || orders.isBlank()) {
            throw new SabotageFailed("No order was given: see the package dev.souk.saboteur");
        }
        for (String order : orders.split(";", -1)) {
            carryOut(List.of(order.strip().split("\\s+", -1)), instrumentation);
        }
    }

    private static void carryOut(List<String> words, Instrumentation instrumentation) {
        switch (words.getFirst() + " " + words.size()) {
            case "kill 3" -> arm(point(words.get(1)), passing(words.get(2)), instrumentation);
            case "disarm 1" -> Fuses.disarm();
            case "bug 2" -> bugs.computeIfAbsent(bug(words.get(1)), bug -> make(bug.cuts(), instrumentation));
            case "mend 2" -> mend(bug(words.get(1)));
            case "clock 2" -> make(List.of(ClockOff.cut(offset(words.get(1)))), instrumentation);
            default -> throw new SabotageFailed("Unknown order '" + String.join(" ", words)
                    + "': say kill POINT NUMBER, disarm, bug NAME, mend NAME or clock OFFSET");
        }
    }

    private static void arm(KillPoint point, int passing, Instrumentation instrumentation) {
        fuses.computeIfAbsent(point, _ -> make(List.of(Fuses.cut(point)), instrumentation));
        Fuses.arm(point, passing);
    }

    private static Incision make(List<Cut> cuts, Instrumentation instrumentation) {
        cuts.forEach(cut -> cut.place().requireIn(ClassFileLocator.ForClassLoader.ofSystemLoader()));
        return Incision.make(cuts, instrumentation);
    }

    private static void mend(Bug bug) {
        Incision incision = bugs.remove(bug);
        if (incision != null) {
            incision.close();
        }
    }

    private static KillPoint point(String id) {
        return Arrays.stream(KillPoint.values()).filter(point -> point.id().equals(id)).findFirst().orElseThrow(
                () -> new SabotageFailed("There is no point " + id + ", but "
                        + Arrays.stream(KillPoint.values()).map(KillPoint::id).toList()));
    }

    private static Bug bug(String id) {
        return Arrays.stream(Bug.values()).filter(bug -> bug.id().equals(id)).findFirst().orElseThrow(
                () -> new SabotageFailed("There is no bug " + id + ", but "
                        + Arrays.stream(Bug.values()).map(Bug::id).toList()));
    }

    private static int passing(String number) {
        if (!number.matches("[1-9]\\d{0,8}")) {
            throw new SabotageFailed(number + " is no number of a passing: 1 is the next one");
        }
        return Integer.parseInt(number);
    }

    private static Duration offset(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new SabotageFailed(text + " is no offset of a clock: PT5M is five minutes fast, -PT5M slow", e);
        }
    }
}
