package dev.souk.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a measurement ran on, as every report says it. */
final class Machine {

    private Machine() {
    }

    /**
     * The first of a report's conditions, to which the others are added.
     *
     * @param sharedWith what else uses its processors
     */
    static Map<String, Object> conditions(String sharedWith) {
        Map<String, Object> conditions = new LinkedHashMap<>();
        conditions.put("machine", String.format(Locale.ROOT, "%d processors, %s %s, shared with %s",
                Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"),
                System.getProperty("os.arch"), sharedWith));
        conditions.put("java", System.getProperty("java.vm.version"));
        return conditions;
    }
}
