package dev.souk.product.search;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The ways in which a search can be worded.
 *
 * @param typed the shopper's own words
 * @param joined the same with two or three words written as one
 * @param synonymous the same with a synonym
 */
record Wordings(String typed, List<String> joined, List<String> synonymous) {

    /** Each costs a query; longer searches are not worth rewording. */
    private static final int MOST_WORDS = 8;
    private static final int MOST_SYNONYMOUS = 16;
    private static final int LONGEST_SPAN = 3;

    /** @param synonyms other terms by {@link Synonyms#key} */
    static Wordings of(String typed, Map<String, List<String>> synonyms) {
        List<String> words = Words.in(typed);
        return words.size() > MOST_WORDS
                ? new Wordings(typed, List.of(), List.of())
                : new Wordings(typed, joined(words), synonymous(words, synonyms));
    }

    private static List<String> joined(List<String> words) {
        return spans(words, 2, LONGEST_SPAN)
                .map(span -> span.replacedBy(String.join("", span.words())))
                .toList();
    }

    private static List<String> synonymous(List<String> words, Map<String, List<String>> synonyms) {
        return spans(words, 1, Synonyms.LONGEST_TERM)
                .flatMap(span -> synonyms.getOrDefault(Synonyms.key(span.words()), List.of()).stream()
                        .map(span::replacedBy))
                .distinct()
                .limit(MOST_SYNONYMOUS)
                .toList();
    }

    /** The words of all wordings. */
    String all() {
        return each().collect(Collectors.joining(" "));
    }

    Stream<String> each() {
        return Stream.of(Stream.of(typed), joined.stream(), synonymous.stream()).flatMap(Function.identity());
    }

    /** One to three of the typed words in a row, without what is between them. */
    Stream<String> runs() {
        return spans(Words.in(typed), 1, LONGEST_SPAN).map(span -> String.join("", span.words()));
    }

    /** Some words in a row among all of them. */
    private record Span(List<String> all, int from, int to) {

        List<String> words() {
            return all.subList(from, to);
        }

        String replacedBy(String other) {
            return Stream.of(all.subList(0, from), List.of(other), all.subList(to, all.size()))
                    .flatMap(List::stream).collect(Collectors.joining(" "));
        }
    }

    private static Stream<Span> spans(List<String> words, int shortest, int longest) {
        return IntStream.range(0, words.size()).boxed().flatMap(from -> IntStream
                .rangeClosed(from + shortest, Math.min(from + longest, words.size()))
                .mapToObj(to -> new Span(words, from, to)));
    }
}
