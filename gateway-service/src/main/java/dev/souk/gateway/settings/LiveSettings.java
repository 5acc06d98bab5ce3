package dev.souk.gateway.settings;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** The settings that are in force: as published in Nacos, or those that the program brings along until Nacos has answered. */
@Component
public final class LiveSettings {

    private static final String DATA_ID = "gateway-service.yml";

    private volatile EdgeSettings current;

    LiveSettings(@Value("${souk.edge.settings}") Resource packaged, Documents documents) {
        this.current = read(YamlDocument.text(packaged));
        documents.follow(DATA_ID, published -> current = read(published));
    }

    /** Ask anew for each request; the answer never changes. */
    public EdgeSettings current() {
        return current;
    }

    private static EdgeSettings read(String text) {
        return YamlDocument.read(text, EdgeSettings.class);
    }
}
