package dev.souk.contracts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a version of an event may still become once it is published: more optional fields. Each field is written as its path,
 * with {@code ?} after a part that may be missing, and what is demanded of its value.
 */
final class Compatibility {

    private Compatibility() {
    }

    /** @return the fields of a schema, in order of their paths */
    static Map<String, String> fields(JsonNode schema) {
        Map<String, String> fields = new TreeMap<>();
        collect(schema, "", fields);
        return fields;
    }

    private static void collect(JsonNode schema, String path, Map<String, String> fields) {
        if (!path.isEmpty()) {
            fields.put(path, demands(schema));
        }
        if (schema.has("items")) {
            collect(schema.path("items"), path + "/*", fields);
        }
        Set<String> required = schema.path("required").valueStream().map(JsonNode::asString)
                .collect(Collectors.toSet());
        schema.path("properties").properties().forEach(field -> collect(field.getValue(),
                path + "/" + field.getKey() + (required.contains(field.getKey()) ? "" : "?"), fields));
    }

    /** Without what is said for people, and without the fields inside, which have paths of their own. */
    private static String demands(JsonNode schema) {
        ObjectNode demands = ((ObjectNode) schema).deepCopy();
        demands.remove(List.of("description", "title", "examples", "properties", "required", "items"));
        return demands.properties().stream().map(demand -> demand.getKey().equals("type")
                ? demand.getValue().asString()
                : demand.getKey() + " " + demand.getValue()).collect(Collectors.joining(", "));
    }

    /** @return in what way messages of the one are not messages of the other; empty when older consumers do not notice */
    static List<String> violations(Map<String, String> published, Map<String, String> now) {
        List<String> violations = new ArrayList<>();
        published.forEach((field, demands) -> {
            if (!Objects.equals(demands, now.get(field))) {
                violations.add(field + " was " + demands + " and is " + now.getOrDefault(field, "no longer there so"));
            }
        });
        Set<String> added = new HashSet<>(now.keySet());
        added.removeAll(published.keySet());
        added.stream().filter(field -> !isOptional(field, added)).sorted()
                .forEach(field -> violations.add(field + " is new and not optional"));
        return violations;
    }

    /** Itself, or by what it is in. */
    private static boolean isOptional(String field, Set<String> added) {
        int parent = field.lastIndexOf('/');
        return field.endsWith("?") || (parent > 0 && added.contains(field.substring(0, parent))
                && isOptional(field.substring(0, parent), added));
    }
}
