package dev.souk.local;

import dev.souk.engines.ProcessTable;

/** Placeholder until the services exist. */
final class AotTraining {

    AotTraining(PlatformHome home, PlatformPorts ports, PlatformSecrets secrets, ProcessTable table) {
    }

    void start() {
    }
}
