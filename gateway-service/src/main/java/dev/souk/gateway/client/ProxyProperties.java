package dev.souk.gateway.client;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The proxies of ours that every request comes through, under {@code souk.edge}.
 *
 * @param trustedProxies how many; with 0 the header is not read
 * @param trustedProxiesHeader the one that all of them append to, {@code X-Forwarded-For} or {@code Forwarded}; never both,
 *     because what our proxies do not write, clients may
 */
@ConfigurationProperties("souk.edge")
record ProxyProperties(@DefaultValue("0") int trustedProxies,
        @DefaultValue("X-Forwarded-For") String trustedProxiesHeader) {

    ProxyProperties {
        if (trustedProxies < 0) {
            throw new IllegalArgumentException(
                    "souk.edge.trusted-proxies is " + trustedProxies + ": set it to 0 or more");
        }
        if (!trustedProxiesHeader.equalsIgnoreCase("X-Forwarded-For")
                && !trustedProxiesHeader.equalsIgnoreCase("Forwarded")) {
            throw new IllegalArgumentException("souk.edge.trusted-proxies-header is '" + trustedProxiesHeader
                    + "': set it to X-Forwarded-For or Forwarded");
        }
    }

    boolean isForwarded() {
        return trustedProxiesHeader.equalsIgnoreCase("Forwarded");
    }
}
