package dev.souk.common.web.conditions;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The precondition {@code If-Match} of a change (RFC 9110, 13.1.1): what is changed is still as in one of the answers that the
 * client names by their entity tags, or, by {@code *}, is there at all. A nullable controller parameter of this type has it; a
 * header that is neither is answered with 400.
 *
 * @param any whether it is {@code *}
 * @param tags without their quotes; weak ones are left out, since they never match
 */
public record IfMatch(boolean any, Set<String> tags) {

    /** One element of a list, which may be empty, and what ends it. */
    private static final Pattern ELEMENT = Pattern
            .compile("[ \t]*(?:(W/)?\"([!#-~\u0080-\u00ff]*)\")?[ \t]*(,|$)");

    public IfMatch {
        tags = Set.copyOf(tags);
    }

    /** @throws MissingIfMatch when the client has sent none; answered with 428 */
    public static IfMatch required(@Nullable IfMatch sent) {
        if (sent == null) {
            throw new MissingIfMatch();
        }
        return sent;
    }

    /** @throws InvalidIfMatch when it is neither {@code *} nor a list of entity tags */
    static IfMatch parse(String header) {
        return header.strip().equals("*") ? new IfMatch(true, Set.of()) : new IfMatch(false, tagsIn(header));
    }

    private static Set<String> tagsIn(String header) {
        Set<String> strong = new HashSet<>();
        boolean isThereOne = false;
        Matcher element = ELEMENT.matcher(header);
        for (int at = 0; at < header.length(); at = element.end()) {
            if (!element.region(at, header.length()).lookingAt()) {
                throw new InvalidIfMatch();
            }
            String tag = element.group(2);
            isThereOne |= tag != null;
            if (tag != null && element.group(1) == null) {
                strong.add(tag);
            }
        }
        if (!isThereOne) {
            throw new InvalidIfMatch();
        }
        return strong;
    }

    /** @param isCurrent whether a tag is that of what is there now; what is not there at all is the caller's matter */
    public boolean holds(Predicate<String> isCurrent) {
        return any || tags.stream().anyMatch(isCurrent);
    }
}
