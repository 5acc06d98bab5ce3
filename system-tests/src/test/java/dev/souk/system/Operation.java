package dev.souk.system;

import java.util.Map;
import java.util.Set;

/**
 * One operation of the API, as its OpenAPI description has it.
 *
 * @param path with the names of its variables in braces
 * @param fields of its JSON body, empty when it takes none
 */
record Operation(String method, String path, Set<String> fields, boolean takesJson) {

    /** As it is written in {@code docs/access.md}. */
    String name() {
        return method + " " + path;
    }

    boolean namesAResource() {
        return path.contains("{");
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
