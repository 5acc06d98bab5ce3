package dev.souk.user.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings that cannot work are refused at the start, by name. */
class OidcPropertiesTests {

    private static final String ACME = "souk.oidc.providers.acme.";

    private final Map<String, String> settings = new HashMap<>(Map.of(
            "souk.oidc.public-url", "https://souk.test/",
            ACME + "issuer", "https://acme.test/",
            ACME + "client-id", "souk",
            ACME + "client-secret", "a secret"));

    @Test
    void theCallbackIsAtTheEdge() {
        assertThat(bound().callback("acme")).isEqualTo(URI.create("https://souk.test/api/v1/auth/oidc/acme/callback"));
    }

    @ParameterizedTest
    @CsvSource({
            "souk.oidc.providers.acme, issuer, ''", "souk.oidc.providers.acme, issuer, acme.test",
            "souk.oidc.providers.acme, issuer, http://acme.test", "souk.oidc.providers.acme, issuer, https://acme test",
            "souk.oidc.providers.acme, client-id, ''",
            "souk.oidc.providers.acme, client-secret, ''", "souk.oidc, public-url, http://souk.test"})
    void whatCannotWorkIsNamed(String prefix, String property, String value) {
        settings.put(prefix + "." + property, value);

        assertRefused(prefix, property);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "-1s", "4501ms"})
    void theBoundsOfThePatienceAreNamed(String patience) {
        settings.put("souk.oidc.patience", patience);

        assertRefused("souk.oidc.patience", "above zero and 4500ms at most");
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "client-id", "client-secret"})
    void whatIsMissingIsNamed(String property) {
        settings.remove(ACME + property);

        assertRefused("souk.oidc.providers.acme", property);
    }

    @Test
    void aNameThatCannotStandInAPathIsRefused() {
        settings.keySet().removeIf(property -> property.startsWith(ACME));
        settings.put("souk.oidc.providers[a/b].issuer", "https://acme.test");

        assertRefused("souk.oidc.providers.a/b", "path");
    }

    private OidcProperties bound() {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("souk.oidc", OidcProperties.class);
    }

    private void assertRefused(String... named) {
        assertThatExceptionOfType(BindException.class).isThrownBy(this::bound).havingRootCause()
                .isInstanceOf(IllegalArgumentException.class).withMessageContainingAll(named);
    }
}
