package dev.souk.gateway.home;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the home page is made of; each part is the {@code items} of one answer. */
enum HomePart {

    CATEGORIES("/api/v1/categories", false),
    TRENDING("/api/v1/products/trending?size=12", false),
    SUGGESTIONS("/api/v1/products/suggested?size=12", true);

    private final String address;
    private final boolean forSignedInOnly;

    HomePart(String address, boolean forSignedInOnly) {
        this.address = address;
        this.forSignedInOnly = forSignedInOnly;
    }

    static List<HomePart> of(boolean signedIn) {
        return Arrays.stream(values()).filter(part -> signedIn || !part.forSignedInOnly).toList();
    }

    /** Path and query, as a client would ask for it. */
    String address() {
        return address;
    }

    /** As the home page names it. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
