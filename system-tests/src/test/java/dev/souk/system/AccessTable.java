package dev.souk.system;

import dev.souk.engines.ProjectRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** The table of {@code docs/access.md}: the status that each caller gets from each operation. */
record AccessTable(Map<String, Map<Caller, Integer>> statuses) {

    static AccessTable read() {
        Path file = ProjectRoot.above(Path.of("")).directory().resolve("docs/access.md");
        Map<String, Map<Caller, Integer>> statuses = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String[] cells = line.split("\\s*\\|\\s*");
                if (cells.length == Caller.values().length + 2 && cells[1].startsWith("`")) {
                    statuses.put(cells[1].replace("`", ""), row(cells));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new AccessTable(statuses);
    }

    Set<String> operations() {
        return statuses.keySet();
    }

    /** Empty when the table does not have the operation. */
    OptionalInt status(Operation operation, Caller caller) {
        Integer status = statuses.getOrDefault(operation.name(), Map.of()).get(caller);
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    private static Map<Caller, Integer> row(String[] cells) {
        Map<Caller, Integer> row = new EnumMap<>(Caller.class);
        for (Caller caller : Caller.values()) {
            row.put(caller, Integer.valueOf(cells[caller.ordinal() + 2]));
        }
        return row;
    }
}
