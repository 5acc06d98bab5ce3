package dev.souk.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What people think of products as answers to queries: 0 (not relevant) to 3 (exactly what was meant). What nobody has judged
 * counts as not relevant.
 *
 * @param byQuery ratings by product id, by query in the order of the file
 */
record Judgements(Map<String, Map<String, Integer>> byQuery) {

    /** How much of the top of an answer counts. */
    static final int TOP = 10;

    private static final String HEADER = "query,product_id,rating";

    /**
     * Reads lines of query, product id and rating below a line that says so; a query that has a comma is quoted.
     *
     * @throws IllegalArgumentException when a line is none, naming it
     */
    static Judgements read(Path csv) {
        Map<String, Map<String, Integer>> byQuery = new LinkedHashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(csv)) {
            if (!HEADER.equals(lines.readLine())) {
                throw new IllegalArgumentException("%s does not begin with the line %s".formatted(csv, HEADER));
            }
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                int rating = line.lastIndexOf(',');
                int product = line.lastIndexOf(',', rating - 1);
                if (product < 1 || !line.substring(rating + 1).strip().matches("[0-3](\\.0)?")) {
                    throw new IllegalArgumentException(
                            "%s, line %d: not a query, a product id and a rating from 0 to 3".formatted(csv, number));
                }
                byQuery.computeIfAbsent(unquoted(line.substring(0, product)), _ -> new LinkedHashMap<>())
                        .put(line.substring(product + 1, rating), line.charAt(rating + 1) - '0');
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new Judgements(byQuery);
    }

    private static String unquoted(String field) {
        return field.startsWith("\"") && field.endsWith("\"") && field.length() > 1
                ? field.substring(1, field.length() - 1).replace("\"\"", "\"")
                : field;
    }

    Set<String> queries() {
        return byQuery.keySet();
    }

    /** Whether there is anything to find: a query without a good product would count 0 for every engine. */
    boolean hasRelevant(String query) {
        return ratings(query).values().stream().anyMatch(rating -> rating > 0);
    }

    /**
     * Normalised discounted cumulative gain: the sum of rating / log2(rank + 1) over the first ten, divided by the same sum
     * for the judged products in the best order (Järvelin and Kekäläinen, 2002).
     *
     * @param answer product ids, the best first
     */
    double ndcg(String query, List<String> answer) {
        List<Integer> best = ratings(query).values().stream().sorted(Comparator.reverseOrder()).toList();
        return gain(answer.stream().map(id -> ratings(query).getOrDefault(id, 0)).toList()) / gain(best);
    }

    /** Share of the relevant products that are among the first ten; of more than ten, ten count as all. */
    double recall(String query, List<String> answer) {
        long relevant = ratings(query).values().stream().filter(rating -> rating > 0).count();
        long found = top(answer).stream().filter(id -> ratings(query).getOrDefault(id, 0) > 0).count();
        return (double) found / Math.min(relevant, TOP);
    }

    /** How many of the first ten were judged at all. */
    long judged(String query, List<String> answer) {
        Set<String> judged = new HashSet<>(ratings(query).keySet());
        return top(answer).stream().filter(judged::contains).count();
    }

    static List<String> top(List<String> answer) {
        return answer.subList(0, Math.min(TOP, answer.size()));
    }

    private Map<String, Integer> ratings(String query) {
        return byQuery.getOrDefault(query, Map.of());
    }

    private static double gain(List<Integer> ratings) {
        return IntStream.range(0, Math.min(TOP, ratings.size()))
                .mapToDouble(rank -> ratings.get(rank) * Math.log(2) / Math.log(rank + 2))
                .sum();
    }
}
