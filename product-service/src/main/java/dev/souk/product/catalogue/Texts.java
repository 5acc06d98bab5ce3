package dev.souk.product.catalogue;

import java.util.regex.Pattern;

/** What may be a text: nothing that PostgreSQL cannot keep, or that would break out of the place where it is shown. */
final class Texts {

    private static final Pattern NOT_IN_A_LINE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]");
    private static final Pattern NOT_IN_PROSE = Pattern.compile("[\\p{Cntrl}\\p{Cs}&&[^\\t\\n\\r]]");

    private Texts() {
    }

    /** The name as it stands in a JSON pointer (RFC 6901). */
    static String inPointer(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /**
     * A name or a title.
     *
     * @throws InvalidProduct when it is longer, or more than one line
     */
    static void checkLine(String pointer, String text, int longest) {
        checkLength(pointer, text, longest);
        if (NOT_IN_A_LINE.matcher(text).find()) {
            throw new InvalidProduct(pointer, "one line without control characters");
        }
    }

    /**
     * A text of any number of lines.
     *
     * @throws InvalidProduct when it is longer, or has control characters beside tabs and line breaks
     */
    static void checkProse(String pointer, String text, int longest) {
        checkLength(pointer, text, longest);
        if (NOT_IN_PROSE.matcher(text).find()) {
            throw new InvalidProduct(pointer, "no control characters beside tabs and line breaks");
        }
    }

    private static void checkLength(String pointer, String text, int longest) {
        if (text.length() > longest) {
            throw new InvalidProduct(pointer, "at most " + longest + " characters");
        }
    }
}
