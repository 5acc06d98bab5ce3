package dev.souk.gateway.settings;

import java.util.Map;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one caller may ask for.
 *
 * @param user of each signed-in user
 * @param address of each address, for calls without a token
 * @param endpoints by a name of your choice, which callers see: holds for its endpoint instead of the two above
 */
public record CallerRates(Rate user, Rate address, @DefaultValue Map<String, OfEndpoint> endpoints) {

    /** @param endpoint like {@code POST /api/v1/auth/register} */
    public record OfEndpoint(Endpoint endpoint, Rate rate) {

        public OfEndpoint {
            if (endpoint == null || rate == null) {
                throw new IllegalArgumentException("a limit of an endpoint needs endpoint and rate");
            }
        }
    }

    public CallerRates {
        if (user == null || address == null) {
            throw new IllegalArgumentException("limits need user and address");
        }
        for (String name : endpoints.keySet()) {
            if (!name.matches("[a-z0-9-]{1,40}")) {
                throw new IllegalArgumentException(
                        "a limit is named by up to 40 letters, digits and hyphens, not " + name);
            }
            if (name.equals("user") || name.equals("address")) {
                throw new IllegalArgumentException("limits." + name
                        + " is every caller's own limit: give the one of an endpoint another name");
            }
        }
    }
}
