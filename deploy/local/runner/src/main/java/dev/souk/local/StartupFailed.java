package dev.souk.local;

import java.util.List;

/** Some programs did not become ready; the message holds the reason for each. */
public final class StartupFailed extends RuntimeException {

    StartupFailed(List<String> reasons) {
        super(String.join(System.lineSeparator() + System.lineSeparator(), reasons));
    }
}
