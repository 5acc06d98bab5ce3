package dev.souk.product.web;

import dev.souk.common.web.conditions.IfMatch;
import dev.souk.product.catalogue.CatalogueEntry;
import dev.souk.product.catalogue.Category;
import dev.souk.product.review.Review;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entity tag of a category is its version, which editors compare; that of a product also counts what changes
 * without an edit, which readers see: a sold piece makes a cached answer stale, but no edit.
 */
final class Revision {

    /** Of what nobody has edited yet. */
    static final String FIRST = "\"1\"";

    private static final Pattern TAG = Pattern.compile("(\\d{1,18})(?:\\.\\d{1,19})?");

    private Revision() {
    }

    static String tagOf(CatalogueEntry entry) {
        return "\"" + entry.product().version() + "." + entry.changesBesideEdits() + "\"";
    }

    /** Of a page: another one when any product in it has another one. */
    static String tagOfAll(List<CatalogueEntry> entries) {
        return tagOf(entries.stream().map(entry -> entry.product().id() + tagOf(entry)));
    }

    static String tagOfTree(List<Category> categories) {
        return tagOf(categories.stream().map(category -> category.id() + tagOf(category)));
    }

    private static String tagOf(Stream<String> parts) {
        return "\"" + UUID.nameUUIDFromBytes(parts.collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8))
                + "\"";
    }

    static String tagOf(Review review) {
        return "\"" + review.version() + "\"";
    }

    static String tagOf(Category category) {
        return "\"" + category.version() + "\"";
    }

    /** Whether a version is one that an editor has seen, who must say so; a tag that is none of ours is of no version. */
    static LongPredicate seenBy(@Nullable IfMatch sent) {
        IfMatch ifMatch = IfMatch.required(sent);
        return version -> ifMatch.holds(tag -> {
            Matcher ours = TAG.matcher(tag);
            return ours.matches() && Long.parseLong(ours.group(1)) == version;
        });
    }
}
