package dev.souk.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A state machine as a document draws it, to be compared with the table in the code. */
public final class StateDiagram {

    private static final Pattern DIAGRAM = Pattern.compile("```mermaid\nstateDiagram-v2\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ARROW = Pattern.compile("(\\w+) --> (\\w+): (.+)");
    private static final Pattern END = Pattern.compile("(\\w+) --> \\[\\*]");

    private final String text;

    private StateDiagram(String text) {
        this.text = text;
    }

    /**
     * @param document Markdown
     * @param state a state that no other diagram of the document has
     * @throws AssertionError when there is no such diagram
     */
    public static StateDiagram in(Path document, String state) {
        try {
            return DIAGRAM.matcher(Files.readString(document)).results().map(diagram -> diagram.group(1))
                    .filter(diagram -> Pattern.compile("\\b" + state + "\\b").matcher(diagram).find()).findFirst()
                    .map(StateDiagram::new)
                    .orElseThrow(() -> new AssertionError("no state diagram of " + document + " has " + state));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each as {@link #move} writes it. */
    public Set<String> moves() {
        return ARROW.matcher(text).results()
                .flatMap(arrow -> Arrays.stream(arrow.group(3).split(", "))
                        .map(label -> move(arrow.group(1), arrow.group(2), label.strip())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** One label of an arrow; an arrow may have several, with commas between them. */
    public static String move(Object from, Object to, String label) {
        return from + " --> " + to + ": " + label;
    }

    /** The states in which it may end. */
    public Set<String> ends() {
        return END.matcher(text).results().map(end -> end.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
