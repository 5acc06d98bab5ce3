package dev.souk.product.search;

import co.elastic.clients.elasticsearch._types.SuggestMode;
import co.elastic.clients.elasticsearch.core.search.Suggester;
import co.elastic.clients.elasticsearch.core.search.Suggestion;
import co.elastic.clients.elasticsearch.core.search.TermSuggest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Corrects those words of a text that no title, brand or product type has, with words that one of them has. */
final class Spelling {

    private static final String WORDS = "words";

    private Spelling() {
    }

    /** To be asked for together with the search of a text. */
    static Suggester of(String text) {
        return Suggester.of(suggest -> suggest.text(text).suggesters(WORDS, words -> words.term(term -> term
                .field("spelling").suggestMode(SuggestMode.Missing).maxEdits(2).prefixLength(0).minWordLength(3)
                .size(1))));
    }

    /** The text with its unknown words replaced; empty when there is none, or nothing like one of them. */
    static <T> Optional<String> corrected(String text, Map<String, List<Suggestion<T>>> answer) {
        StringBuilder corrected = new StringBuilder(text);
        List<TermSuggest> lastFirst = answer.getOrDefault(WORDS, List.of()).stream().map(Suggestion::term).toList()
                .reversed();
        lastFirst.stream().filter(word -> !word.options().isEmpty()).forEach(word -> corrected
                .replace(word.offset(), word.offset() + word.length(), word.options().getFirst().text()));
        return Optional.of(corrected.toString()).filter(other -> !other.equals(text));
    }
}
