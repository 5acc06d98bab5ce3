package dev.souk.local;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.souk.engines.EngineTraining;
import dev.souk.engines.ProcessTable;
import java.time.Duration;
import java.util.Set;

/** Makes the caches with which the next start is faster, while the platform is used. */
final class BackgroundTraining {

    static final Set<String> PROGRAMS = Set.of(ServicePrograms.TRAINER, ServicePrograms.ENGINE_TRAINER);

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
        return PROGRAMS.stream().anyMatch(program -> table.find(program).isPresent());
    }

    /**
     * Stops when the services' archives are complete, which takes seconds when nothing else runs: who stops the platform soon
     * after its first start shall have a faster second one.
     *
     * @param waiting is run when there is something to wait for
     * @param patience stops then at the latest, and when this JVM is told to end
     */
    void finish(Runnable waiting, Duration patience) {
        Thread atTheEnd = new Thread(this::stop, "end-of-training");
        Runtime.getRuntime().addShutdownHook(atTheEnd);
        table.find(ServicePrograms.TRAINER).flatMap(trainer -> ProcessHandle.of(trainer.pid()))
                .ifPresent(trainer -> {
                    waiting.run();
                    trainer.onExit().completeOnTimeout(trainer, patience.toMillis(), MILLISECONDS).join();
                });
        stop();
        Runtime.getRuntime().removeShutdownHook(atTheEnd);
    }

    /** At once: a training that is cut off has only drafts, and asked to stop it would first finish a cache. */
    void stop() {
        table.stop(ServicePrograms.TRAINER, Duration.ZERO);
        table.stop(ServicePrograms.ENGINE_TRAINER, Duration.ZERO);
        EngineTraining.sweepUp(home.root(), home.engineCaches());
    }
}
