package dev.souk.system;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One operation of the API, as its OpenAPI description has it.
 *
 * @param path with the names of its variables in braces
 * @param numbers the names of those of its variables that are numbers; all others are texts
 * @param fields of its JSON body, empty when it takes none
 */
record Operation(String method, String path, Set<String> numbers, Set<String> fields, boolean takesJson) {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

    /** As it is written in {@code docs/access.md}. */
    String name() {
        return method + " " + path;
    }

    boolean namesAResource() {
        return path.contains("{");
    }

    /** The path to something, be it there or not. */
    String somewhere() {
        return VARIABLE.matcher(path)
                .replaceAll(variable -> numbers.contains(variable.group(1)) ? "1" : UUID.randomUUID().toString());
    }

    /** The path to one resource. */
    String path(Map<String, String> variables) {
        String filled = path;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            filled = filled.replace("{" + variable.getKey() + "}", variable.getValue());
        }
        return filled;
    }
}
