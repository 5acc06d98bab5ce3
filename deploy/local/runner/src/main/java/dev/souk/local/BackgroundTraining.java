package dev.souk.local;

import dev.souk.engines.EngineTraining;
import dev.souk.engines.ProcessTable;
import java.time.Duration;

/** Makes the caches with which the next start is faster, while the platform is used. */
final class BackgroundTraining {

    private final PlatformHome home;
    private final ProcessTable table;
    private final ServicePrograms programs;

    BackgroundTraining(PlatformHome home, ProcessTable table, ServicePrograms programs) {
        this.home = home;
        this.table = table;
        this.programs = programs;
    }

    /** Returns at once. */
    void start() {
        table.start(EngineTraining.program(home.root(), home.engineCaches(), home.logs()));
        if (programs.lacksArchives()) {
            table.start(programs.trainer());
        }
    }

    boolean isGoingOn() {
        return table.find(ServicePrograms.TRAINER).isPresent()
                || table.find(ServicePrograms.ENGINE_TRAINER).isPresent();
    }

    /** At once: a training that is cut off has only drafts, and asked to stop it would first finish a cache. */
    void stop() {
        table.stop(ServicePrograms.TRAINER, Duration.ZERO);
        table.stop(ServicePrograms.ENGINE_TRAINER, Duration.ZERO);
        EngineTraining.sweepUp(home.root(), home.engineCaches());
    }
}
