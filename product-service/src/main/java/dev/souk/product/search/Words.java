package dev.souk.product.search;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Words as the analysis in {@code search/products-v4.json} sees them: without accents, case and plural. */
final class Words {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern LEGAL_SIGNS = Pattern.compile("[®©™]");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private static final Pattern AFTER_HISS = Pattern.compile("(ch|sh|s|x|z)e$");

    private Words() {
    }

    /** Lower case, without accents and legal signs. */
    static String folded(String text) {
        String compatible = Normalizer.normalize(LEGAL_SIGNS.matcher(text).replaceAll(""), Normalizer.Form.NFKD);
        return MARKS.matcher(compatible).replaceAll("").toLowerCase(Locale.ROOT);
    }

    /** The folded words of a text, in order; all else separates them. */
    static List<String> in(String text) {
        return WORD.matcher(folded(text)).results().map(MatchResult::group).toList();
    }

    /**
     * Without the plural's s, by the rules of Donna Harman's S stemmer (How effective is suffixing?, 1991), and without the e
     * that it needs after a hiss. It is no word then, but the same for both numbers: a case becomes a cas.
     */
    static String singular(String word) {
        return AFTER_HISS.matcher(withoutS(word)).replaceFirst("$1");
    }

    private static String withoutS(String word) {
        if (word.endsWith("ies") && !word.endsWith("eies") && !word.endsWith("aies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (word.length() < 3 || !word.endsWith("s") || word.endsWith("us") || word.endsWith("ss")) {
            return word;
        }
        boolean keepsIt = word.endsWith("aes") || word.endsWith("ees") || word.endsWith("oes");
        return keepsIt ? word : word.substring(0, word.length() - 1);
    }
}
