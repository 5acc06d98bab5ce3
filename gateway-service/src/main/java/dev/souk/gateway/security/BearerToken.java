package dev.souk.gateway.security;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Reads {@code Authorization: Bearer} (RFC 6750, 2.1). */
final class BearerToken {

    private static final String SCHEME = "Bearer";
    private static final String PUNCTUATION = "-._~+/";

    private BearerToken() {
    }

    /** What the client sends as a token, well formed or not; nothing when it authenticates itself in no way that is ours. */
    static @Nullable String in(HttpHeaders headers) {
        String credentials = headers.getFirst(HttpHeaders.AUTHORIZATION);
        if (credentials == null || !credentials.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        boolean separated = credentials.startsWith(" ", SCHEME.length());
        return separated ? credentials.substring(SCHEME.length() + 1) : "";
    }

    /** {@code 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="}. */
    static boolean isWellFormed(String token) {
        int at = 0;
        while (at < token.length() && isOfAToken(token.charAt(at))) {
            at++;
        }
        boolean begun = at > 0;
        while (at < token.length() && token.charAt(at) == '=') {
            at++;
        }
        return begun && at == token.length();
    }

    private static boolean isOfAToken(char character) {
        return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9' || PUNCTUATION.indexOf(character) >= 0;
    }
}
