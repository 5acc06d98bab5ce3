package dev.souk.product.download;

import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port of a URL (RFC 6454).
 *
 * @param value in one spelling: lower case, and the port always there
 */
record Origin(String value) {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /**
     * Reads a setting; public because settings are bound by it.
     *
     * @throws IllegalArgumentException when it is no origin, or more than one
     */
    public Origin {
        URI uri = URI.create(value);
        String spelt = spelt(uri);
        if (!uri.getRawPath().isEmpty() || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(value + " is more than an origin: leave out what follows host and port");
        }
        value = spelt;
    }

    /** @throws IllegalArgumentException unless it is http or https, with a host and without a user */
    static Origin of(URI url) {
        return new Origin(spelt(url));
    }

    private static String spelt(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (url.getHost() == null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(url + " has no host, or has a user name");
        }
        int usual = switch (scheme) {
            case "http" -> HTTP_PORT;
            case "https" -> HTTPS_PORT;
            default -> throw new IllegalArgumentException(url + " does not begin with https://");
        };
        return "%s://%s:%d".formatted(scheme, url.getHost().toLowerCase(Locale.ROOT),
                url.getPort() < 0 ? usual : url.getPort());
    }
}
