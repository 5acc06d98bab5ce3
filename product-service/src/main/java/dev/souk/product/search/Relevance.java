package dev.souk.product.search;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.CombinedFieldsOperator;
import co.elastic.clients.elasticsearch._types.query_dsl.FieldValueFactorModifier;
import co.elastic.clients.elasticsearch._types.query_dsl.FunctionBoostMode;
import co.elastic.clients.elasticsearch._types.query_dsl.FunctionScore;
import co.elastic.clients.elasticsearch._types.query_dsl.FunctionScoreMode;
import co.elastic.clients.elasticsearch._types.query_dsl.Operator;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch._types.query_dsl.TextQueryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What matches some words, and how well. Only match queries: they analyse the words, so no character in them is syntax.
 *
 * <p>All words must be in a product, each in any field, and the fields are scored as one (BM25F). These scores are close to
 * each other, so that each factor below sorts the products into tiers, in this order: a copied model number; the shopper's own words before
 * synonyms; the brand; what the product is; words in a row; stock and demand. ADR 12 says why and how it was measured.
 */
final class Relevance {

    private static final List<String> FIELDS = List.of("title^4", "brand^4", "kind^3", "description^2",
            "attributeWords");
    /** Codes would only make products longer for words that are none. */
    private static final List<String> FIELDS_AND_CODES = Stream.concat(FIELDS.stream(), Stream.of("codes.words"))
            .toList();
    private static final List<String> MISTYPED_FIELDS = List.of("title^4", "brand^4", "kind^3", "description");

    /** Below all that has the shopper's own words, whatever the other factors come to. */
    private static final float SYNONYMOUS = 0.0005f;
    private static final float JOINED = 0.2f;
    private static final double IS_ONE_OF_THESE = 3;
    private static final double IS_THIS = 4;
    private static final double BRAND = 15;
    /** For each two words that are a pair in the title, too. */
    private static final double IN_A_ROW = 1.2;
    private static final double IN_STOCK = 1.1;
    private static final float COPIED_CODE = 10_000f;

    /** More words than a shopper types; each costs a fuzzy query. */
    private static final int MOST_MISTYPED_WORDS = 12;
    /** One error from three letters on, two from seven on: with more, short words become any others. */
    private static final String TYPING_ERRORS = "AUTO:3,7";
    /** The nearest words that a mistyped one may have been. */
    private static final int MEANT_WORDS = 10;

    private Relevance() {
    }

    /** What has all words of at least one of the wordings. */
    static Query of(Wordings wordings) {
        List<Query> matches = new ArrayList<>();
        matches.add(everyWord(wordings.typed(), 1));
        wordings.joined().forEach(joined -> matches.add(everyWord(joined, JOINED)));
        wordings.synonymous().forEach(synonymous -> matches.add(everyWord(synonymous, SYNONYMOUS)));
        String code = ModelNumbers.plain(wordings.typed());
        if (ModelNumbers.isOne(code)) {
            matches.add(Query.of(query -> query.constantScore(constant -> constant
                    .filter(has("codes", code))
                    .boost(COPIED_CODE))));
        }
        return weighted(Query.of(query -> query.disMax(best -> best.queries(matches))), wordings);
    }

    /** What has most of the words, each with up to two typing errors wherever they are; for when nothing has them all. */
    static Query mistyped(Wordings wordings) {
        List<Query> words = Words.in(wordings.typed()).stream().limit(MOST_MISTYPED_WORDS)
                .map(Relevance::mistypedWord).toList();
        return weighted(Query.of(query -> query.bool(bool -> bool.should(words).minimumShouldMatch("2<-25%"))),
                wordings);
    }

    /** For suggestions: the last word may be only begun, and each may have a typing error. */
    static Query beginningWith(String words) {
        return Query.of(query -> query.bool(bool -> bool
                .must(must -> must.match(match -> match.field("title.begun").query(words).operator(Operator.And)
                        .fuzziness("AUTO").prefixLength(1).maxExpansions(20)))
                .should(should -> should.constantScore(constant -> constant.boost(10f)
                        .filter(filter -> filter.match(match -> match.field("title.begun").query(words)
                                .operator(Operator.And)))))
                .should(should -> should.constantScore(constant -> constant.boost(5f)
                        .filter(filter -> filter.matchBoolPrefix(match -> match.field("heads").query(words)))))));
    }

    private static Query everyWord(String words, float boost) {
        List<String> fields = Words.in(words).stream().anyMatch(ModelNumbers::isOne) ? FIELDS_AND_CODES : FIELDS;
        return Query.of(query -> query.combinedFields(combined -> combined
                .query(words).fields(fields).operator(CombinedFieldsOperator.And).boost(boost)));
    }

    private static Query mistypedWord(String word) {
        return Query.of(query -> query.multiMatch(match -> match
                .query(word).type(TextQueryType.BestFields).fields(MISTYPED_FIELDS)
                .fuzziness(TYPING_ERRORS).prefixLength(0).maxExpansions(MEANT_WORDS)));
    }

    private static Query weighted(Query words, Wordings wordings) {
        String wanted = wordings.each().flatMap(wording -> head(wording).stream()).distinct()
                .collect(Collectors.joining(" "));
        List<FunctionScore> factors = new ArrayList<>(List.of(
                weight(match("heads", wordings.words()), IS_ONE_OF_THESE),
                weight(match("heads", wanted), IS_THIS),
                weight(ofBrand(wordings), BRAND),
                weight(Query.of(stock -> stock.term(term -> term.field("inStock").value(true))), IN_STOCK),
                FunctionScore.of(function -> function.fieldValueFactor(demand -> demand
                        .field("demand").modifier(FieldValueFactorModifier.None).missing(1.0)))));
        // a title is indexed with its words in a row, so that this needs no positions
        wordings.pairs().forEach(pair -> factors.add(weight(has("title", pair), IN_A_ROW)));
        return Query.of(query -> query.functionScore(score -> score
                .query(words)
                .functions(factors)
                .scoreMode(FunctionScoreMode.Multiply)
                .boostMode(FunctionBoostMode.Multiply)));
    }

    /** Whatever shoppers put between their words, they mean one thing. */
    private static Optional<String> head(String wording) {
        return HeadNouns.of(String.join(" ", Words.in(wording)), Optional.empty(), Set.of()).stream().findFirst();
    }

    /** The whole name of the brand must be among the words: a camera case need not be one of Case Logic. */
    private static Query ofBrand(Wordings wordings) {
        List<FieldValue> names = wordings.runs().map(FieldValue::of).toList();
        return Query.of(query -> query.terms(terms -> terms.field("brand.name").terms(any -> any.value(names))));
    }

    private static Query match(String field, String words) {
        return Query.of(query -> query.match(match -> match.field(field).query(words)));
    }

    private static Query has(String field, String joined) {
        return Query.of(query -> query.match(match -> match.field(field).query(joined).operator(Operator.And)));
    }

    private static FunctionScore weight(Query filter, double weight) {
        return FunctionScore.of(function -> function.filter(filter).weight(weight));
    }
}
