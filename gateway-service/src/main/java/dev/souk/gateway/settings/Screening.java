package dev.souk.gateway.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is done with requests that look like an attack.
 *
 * @param mode {@code report} writes and counts them and lets them pass; {@code block} refuses them
 */
public record Screening(@DefaultValue("block") Mode mode) {

    public enum Mode {
        REPORT,
        BLOCK
    }
}
