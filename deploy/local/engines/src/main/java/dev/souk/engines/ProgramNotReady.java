package dev.souk.engines;

/** A program runs, but did not become ready in its time; the message carries the end of its log. */
public final class ProgramNotReady extends RuntimeException {

    ProgramNotReady(Program program) {
        super(
                "%s was not ready within %d s. %s"
                        .formatted(
                                program.name(),
                                program.startTimeout().toSeconds(),
                                LogTail.describe(program.log())));
    }
}
