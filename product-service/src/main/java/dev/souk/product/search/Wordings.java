package dev.souk.product.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The ways in which a search can be worded.
 *
 * @param typed the shopper's own words
 * @param others the same with two or three words joined, or with a synonym; what they find ranks lower
 */
record Wordings(String typed, List<String> others) {

    /** Each costs a query; longer searches are not worth rewording. */
    private static final int MOST_WORDS = 8;
    private static final int MOST_OTHERS = 16;
    private static final int LONGEST_SPAN = 3;

    static Wordings of(String typed) {
        List<String> words = Words.in(typed);
        if (words.size() > MOST_WORDS) {
            return new Wordings(typed, List.of());
        }
        Set<String> others = new LinkedHashSet<>();
        for (int joined = 2; joined <= LONGEST_SPAN; joined++) {
            for (int from = 0; from + joined <= words.size(); from++) {
                others.add(replaced(words, from, from + joined,
                        String.join("", words.subList(from, from + joined))));
            }
        }
        return new Wordings(typed, others.stream().limit(MOST_OTHERS).toList());
    }

    /** The words of all wordings. */
    String all() {
        return Stream.concat(Stream.of(typed), others.stream()).collect(Collectors.joining(" "));
    }

    /** One to three of the typed words in a row, without what is between them. */
    Stream<String> spans() {
        List<String> words = Words.in(typed);
        return IntStream.range(0, words.size()).boxed().flatMap(from -> IntStream
                .rangeClosed(from + 1, Math.min(from + LONGEST_SPAN, words.size()))
                .mapToObj(to -> String.join("", words.subList(from, to))));
    }

    private static String replaced(List<String> words, int from, int to, String replacement) {
        List<String> reworded = new ArrayList<>(words.subList(0, from));
        reworded.add(replacement);
        reworded.addAll(words.subList(to, words.size()));
        return String.join(" ", reworded);
    }
}
