package dev.souk.system;

import dev.souk.local.Platform;
import dev.souk.local.api.SoukApi;
import java.util.Map;
import java.util.UUID;

/** New shoppers, each registered, logged in and with an address. */
final class Shoppers {

    private static final String PASSWORD = "a long sentence of a test shopper";

    private final Platform platform;

    Shoppers(Platform platform) {
        this.platform = platform;
    }

    Shopper register() {
        String email = "shopper-" + UUID.randomUUID() + "@example.test";
        platform.api()
                .post("/auth/register", Map.of("email", email, "password", PASSWORD, "displayName", "Test Shopper"))
                .expect(201);
        SoukApi api = logIn(email);
        return new Shopper(email, api, addAddress(api));
    }

    /** One more session of this shopper. */
    SoukApi logIn(String email) {
        return platform.api().logIn(email, PASSWORD);
    }

    /** The id of a further address. */
    static String addAddress(SoukApi api) {
        return api.post("/users/me/addresses", Map.of("recipient", "Test Shopper", "line1", "1 Test Street",
                "city", "Testville", "postalCode", "12345", "countryCode", "US")).expect(201).path("id").asString();
    }
}
