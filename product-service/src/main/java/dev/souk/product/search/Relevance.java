package dev.souk.product.search;

import co.elastic.clients.elasticsearch._types.query_dsl.Operator;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch._types.query_dsl.TextQueryType;
import java.util.List;

/**
 * What matches some words, and how well. Only match queries: they analyse the words, so no character in them is syntax.
 */
final class Relevance {

    private static final List<String> ALL_WORDS = List.of("title^4", "brand^3", "model^2", "kind^3", "categoryWords^3",
            "description", "attributeWords^0.5");
    private static final List<String> MISTYPED_WORDS = List.of("title^3", "brand^2", "kind^2", "categoryWords^2",
            "description");

    private Relevance() {
    }

    static Query of(String words) {
        return Query.of(query -> query.bool(bool -> bool
                .must(must -> must.disMax(best -> best.queries(
                        code(words),
                        everyWordSomewhere(words),
                        mostWordsWithTypos(words))))
                .should(phrase("title", words, 8f))
                .should(phrase("kind", words, 6f))
                .should(phrase("description", words, 2f))
                .should(everyWordInTitle(words))));
    }

    /** For suggestions: the last word may be only begun. */
    static Query beginningWith(String words) {
        return Query.of(query -> query.multiMatch(match -> match
                .query(words)
                .type(TextQueryType.BoolPrefix)
                .operator(Operator.And)
                .fields("title", "brand")));
    }

    private static Query code(String words) {
        return Query.of(query -> query.constantScore(constant -> constant
                .filter(filter -> filter.term(term -> term.field("codes").value(words)))
                .boost(1000f)));
    }

    private static Query everyWordSomewhere(String words) {
        return Query.of(query -> query.multiMatch(match -> match
                .query(words)
                .type(TextQueryType.CrossFields)
                .operator(Operator.And)
                .fields(ALL_WORDS)));
    }

    private static Query mostWordsWithTypos(String words) {
        return Query.of(query -> query.multiMatch(match -> match
                .query(words)
                .type(TextQueryType.BestFields)
                .fields(MISTYPED_WORDS)
                .fuzziness("AUTO")
                .prefixLength(1)
                .maxExpansions(25)
                .minimumShouldMatch("2<70%")
                .boost(0.2f)));
    }

    private static Query phrase(String field, String words, float boost) {
        return Query.of(query -> query.matchPhrase(match -> match.field(field).query(words).slop(1).boost(boost)));
    }

    private static Query everyWordInTitle(String words) {
        return Query.of(query -> query.match(match -> match
                .field("title").query(words).operator(Operator.And).boost(3f)));
    }
}
