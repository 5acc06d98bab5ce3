package dev.souk.product.search;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Groups of terms, each of one to five words, that mean the same in a search.
 *
 * @param version counts the edits
 */
public record Synonyms(long version, List<List<String>> groups) {

    static final int LONGEST_TERM = 5;

    private static final int MOST_GROUPS = 1_000;
    private static final int MOST_TERMS = 20;
    private static final int MOST_CHARACTERS = 60;

    /** @throws InvalidSearch naming what is wrong by a JSON pointer */
    public Synonyms {
        if (groups.size() > MOST_GROUPS) {
            throw new InvalidSearch("/groups", "at most " + MOST_GROUPS + " groups");
        }
        for (int i = 0; i < groups.size(); i++) {
            check("/groups/" + i, groups.get(i));
        }
        groups = groups.stream().map(List::copyOf).toList();
    }

    private static void check(String pointer, List<String> terms) {
        if (terms.size() < 2 || terms.size() > MOST_TERMS) {
            throw new InvalidSearch(pointer, "a group has 2 to " + MOST_TERMS + " terms");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < terms.size(); i++) {
            String term = terms.get(i);
            int words = Words.in(term).size();
            if (term.length() > MOST_CHARACTERS || words < 1 || words > LONGEST_TERM
                    || term.chars().anyMatch(Character::isISOControl)) {
                throw new InvalidSearch(pointer + "/" + i, "a term has 1 to %d words and at most %d characters"
                        .formatted(LONGEST_TERM, MOST_CHARACTERS));
            }
            if (!seen.add(key(Words.in(term)))) {
                throw new InvalidSearch(pointer + "/" + i, "is in the group already");
            }
        }
    }

    /** By each term, whatever its case, accents and number, the other terms of its groups. */
    Map<String, List<String>> byTerm() {
        Map<String, Set<String>> others = new HashMap<>();
        groups.forEach(terms -> terms.forEach(term -> terms.stream().filter(other -> !other.equals(term))
                .forEach(other -> others.computeIfAbsent(key(Words.in(term)), _ -> new LinkedHashSet<>())
                        .add(other))));
        return others.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }

    /** What {@link #byTerm} knows a term by. */
    static String key(List<String> words) {
        return words.stream().map(Words::singular).collect(Collectors.joining(" "));
    }
}
