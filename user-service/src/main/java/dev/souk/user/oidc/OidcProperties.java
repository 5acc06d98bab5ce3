package dev.souk.user.oidc;

import java.net.URI;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where one can sign in besides here.
 *
 * @param publicUrl the edge as browsers reach it; a provider must know {@code <publicUrl>/api/v1/auth/oidc/<name>/callback}
 * @param providers by the name that stands in the path
 */
@ConfigurationProperties("souk.oidc")
public record OidcProperties(@DefaultValue("http://localhost:8080") URI publicUrl,
        @DefaultValue Map<String, Provider> providers) {

    /** Where the provider sends the browser back to. */
    public URI callback(String provider) {
        return URI.create(publicUrl + "/api/v1/auth/oidc/" + provider + "/callback");
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
