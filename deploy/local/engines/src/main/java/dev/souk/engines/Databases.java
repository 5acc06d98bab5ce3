package dev.souk.engines;

import java.util.List;

/** The databases of the platform: one for each service, owned by a user of the same name. */
public final class Databases {

    public static final List<String> NAMES = List.of("users", "products", "orders", "payments", "inventory",
            "notifications", "jobs");

    private Databases() {
    }
}
