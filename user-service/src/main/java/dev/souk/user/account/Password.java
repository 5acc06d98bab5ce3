package dev.souk.user.account;

import java.text.Normalizer;

/**
 * A password as it was typed. It is never printed, logged or stored.
 *
 * <p>Rules after NIST SP 800-63B-4, 3.1.1.2: no rules of composition, only length, where every Unicode character counts as one, and
 * {@link PasswordBlocklist}. Nothing is cut off, and the text is normalised before it is hashed, so that the same password from another
 * keyboard is the same.
 */
public final class Password {

    /** What the rule asks for where a password is all that is asked for. */
    static final int SHORTEST = 15;

    /** More than the 64 that the rule asks for; a bound only so that nobody makes us normalise a megabyte. */
    static final int LONGEST = 128;

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    /**
     * A password that somebody chooses now.
     *
     * @throws UnacceptablePassword when it is too short or too long
     */
    public static Password chosen(String text) {
        int length = text.codePointCount(0, text.length());
        if (length < SHORTEST || length > LONGEST) {
            throw new UnacceptablePassword("A password must have %d to %d characters".formatted(SHORTEST, LONGEST));
        }
        return new Password(text);
    }

    /** A password that somebody claims to have chosen: any text, it matches or it does not. */
    public static Password claimed(String text) {
        return new Password(text);
    }

    String normalised() {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    @Override
    public String toString() {
        return "(a password)";
    }
}
