package dev.souk.local;

import dev.souk.engines.EngineTraining;
import dev.souk.engines.ProcessTable;
import java.time.Duration;

/** Makes the caches with which the next start is faster, while the platform is used. */
final class BackgroundTraining {

    private final PlatformHome home;
    private final ProcessTable table;
    private final ServicePrograms programs;
    private final AotTraining services;

    BackgroundTraining(PlatformHome home, ProcessTable table, ServicePrograms programs, AotTraining services) {
        this.home = home;
        this.table = table;
        this.programs = programs;
        this.services = services;
    }

    /** Returns at once; ends by itself, soon when nothing is to be done. */
    void start() {
        table.start(programs.trainer());
    }

    /** What {@link #start} does in a process of its own: takes some minutes at the lowest priority. */
    void run() {
        EngineTraining.trainWhatIsNot(home.root(), home.engineCaches());
        services.trainWhatIsNot();
    }

    /** At once: a training that is cut off has only drafts, and asked to stop it would first finish a cache. */
    void stop() {
        table.stop(ServicePrograms.TRAINER, Duration.ZERO);
        EngineTraining.sweepUp(home.root(), home.engineCaches());
        services.sweepUp();
    }
}
