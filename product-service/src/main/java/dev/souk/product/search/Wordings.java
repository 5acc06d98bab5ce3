package dev.souk.product.search;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
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

    /** Longer searches are copied texts, which are not worth rewording. */
    private static final int MOST_WORDS = 16;
    /** Of either kind, as each costs a query. */
    private static final int MOST_REWORDINGS = 16;
    private static final int LONGEST_SPAN = 3;
    /** The parts of a model number may be more. */
    private static final int LONGEST_CODE = 5;
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** @param synonyms other terms by {@link Synonyms#key} */
    static Wordings of(String typed, Map<String, List<String>> synonyms) {
        List<String> words = Words.in(typed);
        return words.size() > MOST_WORDS
                ? new Wordings(typed, List.of(), List.of())
                : new Wordings(typed, joined(words), synonymous(words, synonyms));
    }

    private static List<String> joined(List<String> words) {
        return IntStream.rangeClosed(2, LONGEST_CODE).boxed().flatMap(length -> spans(words, length, length))
                .filter(span -> span.words().size() <= LONGEST_SPAN || ModelNumbers.isOne(span.joined()))
                .map(span -> span.replacedBy(span.joined()))
                .limit(MOST_REWORDINGS)
                .toList();
    }

    private static List<String> synonymous(List<String> words, Map<String, List<String>> synonyms) {
        return spans(words, 1, Synonyms.LONGEST_TERM)
                .flatMap(span -> synonyms.getOrDefault(Synonyms.key(span.words()), List.of()).stream()
                        .map(span::replacedBy))
                .distinct()
                .limit(MOST_REWORDINGS)
                .toList();
    }

    /** The words of all wordings, each once. */
    String words() {
        return each().flatMap(SPACE::splitAsStream).distinct().collect(Collectors.joining(" "));
    }

    /** Each two of the typed words in a row, without what is between them; of a copied text those it begins with. */
    Stream<String> pairs() {
        return spans(Words.in(typed), 2, 2).map(Span::joined).limit(MOST_REWORDINGS);
    }

    Stream<String> each() {
        return Stream.of(Stream.of(typed), joined.stream(), synonymous.stream()).flatMap(Function.identity());
    }

    /** One to three of the typed words in a row, without what is between them. */
    Stream<String> runs() {
        return spans(Words.in(typed), 1, LONGEST_SPAN).map(Span::joined);
    }

    /** Some words in a row among all of them. */
    private record Span(List<String> all, int from, int to) {

        List<String> words() {
            return all.subList(from, to);
        }

        String joined() {
            return String.join("", words());
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
