package dev.souk.user.account;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address in the one form in which accounts are told apart: without surrounding space and in lower case.
 *
 * <p>The form is that of the HTML standard's {@code input type=email}, within the lengths of RFC 5321, 4.5.3.1.
 */
public record EmailAddress(String value) {

    /** What {@link #of} accepts, for the edge to check and to publish. */
    public static final String FORM = "\\s*[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
            + "@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+\\s*";

    public static final int LONGEST = 254;

    private static final Pattern PATTERN = Pattern.compile(FORM);

    public EmailAddress {
        if (value.length() > LONGEST || !PATTERN.matcher(value).matches() || !value.equals(canonical(value))) {
            throw new IllegalArgumentException("Not an e-mail address in canonical form; use EmailAddress.of");
        }
    }

    /** @throws IllegalArgumentException when the text is not an e-mail address */
    public static EmailAddress of(String text) {
        return new EmailAddress(canonical(text));
    }

    /** What is left of an address after its account was deleted: unique, and nobody can ever receive mail there (RFC 2606). */
    static EmailAddress ofDeleted(UserId id) {
        return new EmailAddress(id + "@deleted.invalid");
    }

    /** Whether the address is in the domain, or in one below it: {@code test} is the domain of {@code a@souk.test}. */
    boolean isWithin(String domain) {
        return value.endsWith("@" + domain) || value.substring(value.indexOf('@')).endsWith("." + domain);
    }

    private static String canonical(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
