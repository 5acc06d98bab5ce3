package dev.souk.local.cli;

import dev.souk.local.PlatformPorts;
import dev.souk.local.UserError;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Ports that are set in the environment: {@code SOUK_PORT_} and the name of the port. */
final class PortVariables {

    private static final String PREFIX = "SOUK_PORT_";

    private PortVariables() {
    }

    static Map<String, Integer> in(Map<String, String> environment) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (String name : PlatformPorts.defaults().byName().keySet()) {
            String variable = PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
            String value = environment.get(variable);
            if (value != null) {
                ports.put(name, number(variable, value));
            }
        }
        return ports;
    }

    private static int number(String variable, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException _) {
            throw new UserError("%s is not the number of a port: %s".formatted(variable, value));
        }
    }
}
