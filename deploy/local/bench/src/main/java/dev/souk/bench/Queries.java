package dev.souk.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What is searched for after one import; no two queries are the same.
 *
 * @param rounds what each round asks
 * @param warmUp what is asked before
 */
record Queries(List<List<String>> rounds, List<String> warmUp) {

    private static final int MOST_IN_A_ROUND = 40;

    /**
     * For several imports, none of which is asked for what another was: half of the candidates, at most, is measured.
     *
     * @throws IllegalArgumentException when there are too few candidates
     */
    static List<Queries> of(List<String> candidates, int imports, int rounds) {
        int inARound = Math.min(MOST_IN_A_ROUND, candidates.size() / 2 / imports / rounds);
        int measured = inARound * rounds;
        int warmUp = (candidates.size() - measured * imports) / imports;
        return IntStream.range(0, imports).mapToObj(at -> of(
                candidates.subList(at * measured, (at + 1) * measured),
                candidates.subList(imports * measured + at * warmUp, imports * measured + (at + 1) * warmUp), rounds))
                .toList();
    }

    /** Those to measure are spread evenly; some of the last are left out when the rounds would not be equal. */
    static Queries of(List<String> measured, List<String> warmUp, int rounds) {
        int inARound = measured.size() / rounds;
        if (inARound == 0 || warmUp.isEmpty()) {
            throw new IllegalArgumentException("%d queries to measure and %d to warm up are too few for %d rounds"
                    .formatted(measured.size(), warmUp.size(), rounds));
        }
        return new Queries(IntStream.range(0, rounds)
                .mapToObj(round -> measured.subList(round * inARound, (round + 1) * inARound)).toList(), warmUp);
    }

    List<String> measured() {
        return rounds.stream().flatMap(List::stream).toList();
    }
}
