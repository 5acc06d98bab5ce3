package dev.souk.user.account;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param trustedDomains addresses within these domains count as verified at once; for domains that cannot receive mail, such as
 *     {@code test} (RFC 2606) on a laptop
 */
@ConfigurationProperties("souk.registration")
record RegistrationProperties(@DefaultValue List<String> trustedDomains) {

    boolean trusts(EmailAddress email) {
        return trustedDomains.stream().anyMatch(email::isWithin);
    }
}
