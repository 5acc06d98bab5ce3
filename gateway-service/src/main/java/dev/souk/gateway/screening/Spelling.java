package dev.souk.gateway.screening;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** How an address is spelt. One that a service could read as another than we did is refused in every mode. */
final class Spelling {

    private static final Pattern AMBIGUOUS = Pattern.compile(
            "%2e|%2f|%5c|%3b|%25|[\\\\;]|//|/\\.{1,2}(/|$)", Pattern.CASE_INSENSITIVE);

    private static final char DELETE = '\u007f';
    private static final Set<Integer> BREAKS = Set.of((int) Character.CONTROL, (int) Character.LINE_SEPARATOR,
            (int) Character.PARAGRAPH_SEPARATOR);

    private Spelling() {
    }

    /** Holds nothing but ASCII letters, digits, hyphens and slashes: so do nearly all addresses, and nothing need be searched. */
    static boolean isPlain(String text) {
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (!(character >= 'a' && character <= 'z' || character >= '0' && character <= '9' || character == '-'
                    || character == '/' || character >= 'A' && character <= 'Z')) {
                return false;
            }
        }
        return true;
    }

    /**
     * Has no control characters, which could end a line of a log or begin another header. A tab is allowed (RFC 9110, 5.5), and
     * so is what is left of UTF-8 when it is read byte by byte.
     */
    static boolean isPrintable(String text) {
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character < ' ' && character != '\t' || character == DELETE) {
                return false;
            }
        }
        return true;
    }

    /**
     * Dot segments, encoded slashes, dots and percent signs (so everything that is encoded twice), path parameters, control
     * characters and line separators, empty segments, and what is not UTF-8.
     *
     * @param rawPath as it came
     */
    static boolean isAmbiguous(String rawPath) {
        if (isPlain(rawPath) && !rawPath.contains("//")) {
            return false;
        }
        return AMBIGUOUS.matcher(rawPath).find() || !isAscii(rawPath)
                || decoded(rawPath.replace("+", "%2B")).filter(Spelling::isOneLine).isEmpty();
    }

    /** Nothing but ASCII that is seen, as RFC 3986 has it. What is more is read by each program in its own encoding. */
    static boolean isAscii(String raw) {
        return raw.chars().allMatch(character -> character > ' ' && character < DELETE);
    }

    private static boolean isOneLine(String decoded) {
        return decoded.codePoints().mapToObj(Character::getType).noneMatch(BREAKS::contains);
    }

    /**
     * A query or path as a service reads it, decoded twice where it was encoded twice; nothing when it cannot be read.
     */
    static Optional<String> decoded(String raw) {
        try {
            String once = URLDecoder.decode(raw, StandardCharsets.UTF_8);
            return once.indexOf('\uFFFD') >= 0 || once.indexOf('\0') >= 0
                    ? Optional.empty()
                    : Optional.of(once.contains("%") ? decodedAgain(once) : once);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static String decodedAgain(String once) {
        try {
            return URLDecoder.decode(once, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException aPlainPercentSign) {
            return once;
        }
    }
}
