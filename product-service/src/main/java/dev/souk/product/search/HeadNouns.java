package dev.souk.product.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a product is, in contrast to what it is for: in English the last word of a name says it, and those before it only
 * tell which one. A vacuum cleaner bag is a bag; a bag for vacuum cleaners is one, too.
 *
 * <p>A title is several names in a row, among model numbers, measures and colours. So it is cut where a name ends (at
 * numbers, punctuation, the brand, prepositions), what the attributes say already is taken from the end of each piece, and
 * the last word that is left is a head noun. It needs neither a lexicon of products nor upper and lower case.
 */
final class HeadNouns {

    /** These say so little that the word before them counts as well: a notebook computer is a notebook. */
    private static final Set<String> GENERAL = Set.of("computer", "device", "edition", "machine", "pc", "series", "set",
            "system", "unit");
    /** What comes after them is not the product. */
    private static final Set<String> PREPOSITIONS = Set.of("as", "at", "by", "compatible", "f", "featuring", "for",
            "from", "in", "incl", "including", "of", "on", "per", "to", "w", "with", "without");

    private static final Pattern PARENTHESIS = Pattern.compile("\\([^)]*\\)");
    private static final Pattern TOKEN = Pattern.compile(
            "(?<either>/|&|(?<![\\p{L}\\p{N}])(?:and|or)(?![\\p{L}\\p{N}]))"
                    + "|(?<number>\\p{N}+(?:[.,x]\\p{N}+)*)(?![\\p{L}\\p{N}])|(?<word>[\\p{L}\\p{N}]+(?:['.][\\p{L}\\p{N}]+)*)"
                    + "|(?<joint>(?<=\\S)[-'](?=\\S))|(?<pause>[,:])|(?<stop>[^\\s\"`'])");
    private static final Pattern DIGIT = Pattern.compile("\\p{N}");
    private static final int LONGEST_MEASURE = 3;

    private final Set<String> known;
    private final List<String> heads = new ArrayList<>();
    private final List<String> purposes = new ArrayList<>();
    private final List<Part> name = new ArrayList<>();

    /** The rest of this name is what the product is for. */
    private boolean purpose;

    /** A word, and whether it is an alternative to the one before it, as the last in {@code adapter/inverter}. */
    private record Part(String word, boolean alternative) {}

    private HeadNouns(Set<String> known) {
        this.known = known;
    }

    /**
     * The head nouns of a text, folded, the first one first.
     *
     * @param brand whose name ends what stands before it
     * @param known folded words that attributes such as the colour hold: they do not say what the product is
     */
    static List<String> of(String text, Optional<String> brand, Set<String> known) {
        String plain = PARENTHESIS.matcher(Words.folded(text)).replaceAll(" , ");
        String unbranded = brand.map(Words::folded).filter(folded -> !folded.isBlank())
                .map(folded -> plain.replaceAll("(?<![\\p{L}\\p{N}])" + Pattern.quote(folded) + "(?![\\p{L}\\p{N}])",
                        " , "))
                .orElse(plain);
        return new HeadNouns(known).read(unbranded);
    }

    private List<String> read(String text) {
        Matcher token = TOKEN.matcher(text);
        boolean joined = false;
        boolean either = false;
        boolean measured = false;
        while (token.find()) {
            String word = token.group("word");
            if (word == null) {
                if (token.group("number") != null || token.group("pause") != null || token.group("stop") != null) {
                    endName();
                    purpose &= token.group("stop") == null;
                }
            } else if (PREPOSITIONS.contains(word) && !joined) {
                endName();
                purpose = true;
            } else if (DIGIT.matcher(word).find()) {
                endName();
            } else if (!measured || word.length() > LONGEST_MEASURE) {
                name.add(new Part(word, either));
            }
            measured = token.group("number") != null && !joined && !either;
            joined = token.group("joint") != null;
            either = token.group("either") != null;
        }
        endName();
        return heads.isEmpty() ? purposes : heads;
    }

    private void endName() {
        int last = name.size() - 1;
        while (last > 0 && known.contains(name.get(last).word) && !isGeneral(name.get(last).word)) {
            last--;
        }
        for (boolean next = last >= 0; next; last--) {
            (purpose ? purposes : heads).add(name.get(last).word);
            next = last > 0 && (name.get(last).alternative || isGeneral(name.get(last).word));
        }
        name.clear();
    }

    private static boolean isGeneral(String word) {
        return GENERAL.contains(word) || GENERAL.contains(Words.singular(word));
    }
}
