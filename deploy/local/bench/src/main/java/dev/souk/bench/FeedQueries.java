package dev.souk.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** What shoppers might type who look for the products of a feed: two words that stand beside each other in a title. */
record FeedQueries(Path feed) {

    private static final long SEED = 4;
    private static final Predicate<String> WORD = Pattern.compile("\\p{L}{3,}").asMatchPredicate();

    /** All different, in an order that is the same each time but not the feed's. */
    List<String> all() {
        Set<String> queries = new LinkedHashSet<>();
        JsonMapper json = new JsonMapper();
        try (BufferedReader lines = PlainSearch.reader(feed)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                pairs(json.readTree(line).path("title").asString("")).forEach(queries::add);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + feed, unreadable);
        }
        List<String> shuffled = new ArrayList<>(queries);
        Collections.shuffle(shuffled, new Random(SEED));
        return shuffled;
    }

    static Stream<String> pairs(String title) {
        List<String> words = List.of(title.toLowerCase(Locale.ROOT).split("\\s+"));
        return IntStream.range(0, words.size() - 1)
                .filter(at -> WORD.test(words.get(at)) && WORD.test(words.get(at + 1)))
                .mapToObj(at -> words.get(at) + " " + words.get(at + 1));
    }
}
