package dev.souk.product.review;

import dev.souk.product.catalogue.Rating;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a shopper says. Any text is a text here, whatever it would mean to a browser or a database: it comes back as it was.
 *
 * @param rating 1 to 5 stars
 * @param title one line
 * @param author the name to be shown; null for none
 */
public record ReviewContent(int rating, @Nullable String title, @Nullable String text, @Nullable String author) {

    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_TEXT = 5_000;
    private static final int LONGEST_AUTHOR = 50;

    private static final Pattern NOT_IN_A_LINE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]");
    private static final Pattern NOT_IN_PROSE = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\t\\n\\r]]");
    /** What other people would find a person by. */
    private static final Pattern IDENTIFYING = Pattern.compile("@|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-");

    /** @throws InvalidReview when it cannot be kept or must not be shown */
    public ReviewContent {
        if (rating < 1 || rating > Rating.MOST_STARS) {
            throw new InvalidReview("/rating", "1 to " + Rating.MOST_STARS + " stars");
        }
        title = checked("/title", title, LONGEST_TITLE, NOT_IN_A_LINE);
        text = checked("/text", text, LONGEST_TEXT, NOT_IN_PROSE);
        author = checked("/author", author, LONGEST_AUTHOR, NOT_IN_A_LINE);
        if (author != null && IDENTIFYING.matcher(author).find()) {
            throw new InvalidReview("/author", "a name that everybody may see, and no address or id");
        }
    }

    private static @Nullable String checked(String pointer, @Nullable String text, int longest, Pattern refused) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > longest) {
            throw new InvalidReview(pointer, "at most " + longest + " characters");
        }
        if (refused.matcher(text).find()) {
            throw new InvalidReview(pointer, "no control characters");
        }
        return text;
    }
}
