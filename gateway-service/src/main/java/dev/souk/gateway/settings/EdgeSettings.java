package dev.souk.gateway.settings;

import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator changes live, in {@code gateway-service.yml}.
 *
 * @param corsOrigins whose pages may call us from a browser, like {@code https://shop.example}
 * @param canary by the name of the service
 */
public record EdgeSettings(
        CallerRates limits,
        @DefaultValue AddressLists addresses,
        @DefaultValue Screening screening,
        @DefaultValue List<String> corsOrigins,
        @DefaultValue Map<String, Canary> canary) {

    public EdgeSettings {
        if (limits == null) {
            throw new IllegalArgumentException("limits are missing: say at least limits.user and limits.address");
        }
        if (corsOrigins.contains("*")) {
            throw new IllegalArgumentException("cors-origins names every origin: name those that are yours");
        }
    }
}
