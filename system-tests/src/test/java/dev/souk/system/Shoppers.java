package dev.souk.system;

import dev.souk.local.Platform;
import dev.souk.local.api.SoukApi;
import java.util.Map;
import java.util.UUID;

/** New shoppers, each registered, logged in and with an address. */
final class Shoppers {

    private static final String PASSWORD = "correct horse battery staple";

    private final Platform platform;

    Shoppers(Platform platform) {
        this.platform = platform;
    }

    Shopper register() {
        String email = "shopper-" + UUID.randomUUID() + "@example.test";
        SoukApi edge = platform.api();
        edge.post("/auth/register", Map.of("email", email, "password", PASSWORD, "displayName", "Test Shopper"))
                .expect(201);
        SoukApi api = edge.logIn(email, PASSWORD);
        String address = api.post("/users/me/addresses", Map.of("recipient", "Test Shopper", "line1", "1 Test Street",
                "city", "Testville", "postalCode", "12345", "countryCode", "US")).expect(201).path("id").asString();
        return new Shopper(email, api, address);
    }
}
