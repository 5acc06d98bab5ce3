package dev.souk.common.service.startup;

import java.util.List;

/** This service would start with a secret that is missing or that everybody knows. */
final class UnsafeSecrets extends RuntimeException {

    private final List<String> faults;

    UnsafeSecrets(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    List<String> faults() {
        return faults;
    }
}
