package dev.souk.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/** How good the answers of Souk's search are, beside those of a plain query to the same engine in the same run. */
public final class RelevanceReport {

    private static final double NDCG_TO_PLAIN = 1.3;

    private final Judgements judgements;
    private final Map<String, List<String>> souk;
    private final Map<String, List<String>> plain;
    private final long products;

    /**
     * @param souk answers by query: product ids, the best first
     * @param plain the same of the plain query
     */
    RelevanceReport(Judgements judgements, Map<String, List<String>> souk, Map<String, List<String>> plain,
            long products) {
        this.judgements = judgements;
        this.souk = souk;
        this.plain = plain;
        this.products = products;
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(format("%d judged queries over %,d products; %d of them have a relevant product and make the means",
                judgements.queries().size(), products, relevant().size()));
        lines.add("");
        lines.add(format("%-36s %10s %10s %12s", "", "Souk", "plain", "difference"));
        Scores ours = scores(souk);
        Scores theirs = scores(plain);
        lines.add(line("NDCG@10", ours.ndcg, theirs.ndcg));
        lines.add(line("recall@10", ours.recall, theirs.recall));
        lines.add(line("queries without a result, share", ours.empty, theirs.empty));
        lines.add(line("judged among the first ten, share", ours.judged, theirs.judged));
        lines.add("");
        lines.add("Aims");
        aims().forEach(aim -> lines.add(aim.toString()));
        lines.add("");
        lines.add(
                "NDCG@10: sum of rating / log2(rank + 1) over the first ten hits, divided by the same sum for the judged");
        lines.add("products in the best order. What nobody has judged counts as 0, for both.");
        lines.add("recall@10: relevant products among the first ten, of all relevant ones or of ten.");
        lines.add("Souk: GET /api/v1/search?q=... of product-service, which has imported the catalogue itself.");
        lines.add("plain: multi_match best_fields over title, brand, description and attributes, standard analysis.");
        return lines;
    }

    /** For machines; the values are strings, numbers, lists and maps. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("bench", "relevance");
        values.put("products", products);
        values.put("queries", judgements.queries().size());
        values.put("queriesWithRelevantProducts", relevant().size());
        values.put("souk", scores(souk).values());
        values.put("plain", scores(plain).values());
        values.put("ndcgRelativeDifference", scores(souk).ndcg / scores(plain).ndcg - 1);
        values.put("aims", aims().stream().map(Aim::values).toList());
        values.put("ndcgByQuery", relevant().stream().map(query -> Map.of(
                "query", query,
                "souk", judgements.ndcg(query, answer(souk, query)),
                "plain", judgements.ndcg(query, answer(plain, query)))).toList());
        return values;
    }

    /** Missed, too, when neither finds anything. */
    List<Aim> aims() {
        return List.of(Aim.atLeast("NDCG@10 / that of the plain query", scores(souk).ndcg / scores(plain).ndcg,
                NDCG_TO_PLAIN));
    }

    /**
     * @param empty share of the queries that found nothing
     * @param judged share of the first ten hits that somebody has judged
     */
    private record Scores(double ndcg, double recall, double empty, double judged) {

        Map<String, Double> values() {
            return Map.of("ndcgAt10", ndcg, "recallAt10", recall, "zeroResultShare", empty, "judgedShare", judged);
        }
    }

    private Scores scores(Map<String, List<String>> answers) {
        double empty = judgements.queries().stream().mapToDouble(query -> answer(answers, query).isEmpty() ? 1 : 0)
                .average().orElse(0);
        long hits = judgements.queries().stream().mapToLong(query -> Judgements.top(answer(answers, query)).size())
                .sum();
        long judged = judgements.queries().stream()
                .mapToLong(query -> judgements.judged(query, answer(answers, query))).sum();
        return new Scores(mean(answers, judgements::ndcg), mean(answers, judgements::recall), empty,
                hits == 0 ? 0 : (double) judged / hits);
    }

    private static String line(String name, double ours, double theirs) {
        return format("%-36s %10.3f %10.3f %12s", name, ours, theirs,
                theirs == 0 ? "" : format("%+.1f %%", 100 * (ours / theirs - 1)));
    }

    private double mean(Map<String, List<String>> answers, ToDoubleBiFunction<String, List<String>> measure) {
        return relevant().stream().mapToDouble(query -> measure.applyAsDouble(query, answer(answers, query))).average()
                .orElse(0);
    }

    private List<String> relevant() {
        return judgements.queries().stream().filter(judgements::hasRelevant).toList();
    }

    private static List<String> answer(Map<String, List<String>> answers, String query) {
        return answers.getOrDefault(query, List.of());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
