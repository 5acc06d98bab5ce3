package dev.souk.user.link;

/** The link was used before, is too old, or never was one: which of them is not told. */
public final class LinkExpired extends RuntimeException {

    LinkExpired() {
        super("This link was used before or is too old; ask for a new one");
    }
}
