package dev.souk.product.search;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Model numbers, SKUs and the like, which everybody spells with other dashes, dots, spaces and cases. */
final class ModelNumbers {

    /** Shorter ones are words such as {@code 4k} or {@code usb3}. */
    private static final int SHORTEST = 5;
    private static final int LONGEST = 100;
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern DIGIT = Pattern.compile("\\p{N}");

    private ModelNumbers() {
    }

    /** The one spelling by which all others are found: {@code WD40-EZRZ} and {@code wd 40 ezrz} are {@code wd40ezrz}. */
    static String plain(String code) {
        return SEPARATORS.matcher(Words.folded(code)).replaceAll("");
    }

    /** Those among the words of a text, in the one spelling. */
    static Stream<String> in(String text) {
        return SPACE.splitAsStream(text).map(ModelNumbers::plain).filter(ModelNumbers::isOne);
    }

    /** Whether this may be one in its one spelling, and no mere word or measure. */
    static boolean isOne(String plain) {
        return plain.length() >= SHORTEST && plain.length() <= LONGEST && DIGIT.matcher(plain).find();
    }
}
