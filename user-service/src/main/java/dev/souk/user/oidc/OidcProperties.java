package dev.souk.user.oidc;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where one can sign in besides here.
 *
 * @param publicUrl the edge as browsers reach it; a provider must know {@code <publicUrl>/api/v1/auth/oidc/<name>/callback}
 * @param patience how long all calls of one request to a provider may take together; the edge gives up after 5 seconds
 * @param providers by the name that stands in the path
 */
@ConfigurationProperties("souk.oidc")
public record OidcProperties(@DefaultValue("http://localhost:8080") URI publicUrl,
        @DefaultValue("4s") Duration patience, @DefaultValue Map<String, Provider> providers) {

    private static final Duration LONGEST_PATIENCE = Duration.ofMillis(4_500);
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    public OidcProperties {
        if (patience.isNegative() || patience.isZero() || patience.compareTo(LONGEST_PATIENCE) > 0) {
            throw new IllegalArgumentException(
                    "souk.oidc.patience must be above zero and 4500ms at most: the edge gives up after 5 seconds");
        }
        providers.forEach(OidcProperties::check);
        if (!providers.isEmpty() && !isSafe(publicUrl.toString())) {
            throw new IllegalArgumentException(
                    "souk.oidc.public-url (SOUK_PUBLIC_URL) must be the https address of the edge:"
                            + " providers send browsers back there");
        }
        providers = Map.copyOf(providers);
    }

    /** Where the provider sends the browser back to. */
    public URI callback(String provider) {
        return URI.create(
                publicUrl.toString().replaceFirst("/$", "") + "/api/v1/auth/oidc/" + provider + "/callback");
    }

    private static void check(String name, Provider provider) {
        String property = "souk.oidc.providers." + name;
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    property + ": the name stands in a path, so it must be of a-z, 0-9 and -");
        }
        if (isMissing(provider.issuer()) || !isSafe(provider.issuer())) {
            throw new IllegalArgumentException(
                    property + ".issuer must be the https address as which the provider names itself");
        }
        if (isMissing(provider.clientId()) || isMissing(provider.clientSecret())) {
            throw new IllegalArgumentException(
                    property + " needs client-id and client-secret, which the provider gives");
        }
    }

    private static boolean isMissing(@Nullable String text) {
        return text == null || text.isBlank();
    }

    /** Whether nobody on the way can read the codes and secrets that go there: https, and http to this machine itself. */
    public static boolean isSafe(String address) {
        try {
            URI uri = new URI(address);
            return uri.getHost() != null && ("https".equals(uri.getScheme())
                    || ("http".equals(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost())));
        } catch (URISyntaxException noAddress) {
            return false;
        }
    }

    /**
     * A provider of OpenID Connect.
     *
     * @param issuer as it names itself; its settings are at {@code <issuer>/.well-known/openid-configuration}
     * @param clientId by which it knows us
     * @param clientSecret with which we show that it is us
     */
    public record Provider(String issuer, String clientId, String clientSecret) {

        /** The secret stays out of every log. */
        @Override
        public String toString() {
            return "Provider[issuer=" + issuer + "]";
        }
    }
}
