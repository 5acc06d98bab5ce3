package dev.souk.engines;

/** A program ended before it was ready; the message carries its exit status and the end of its log. */
public final class ProgramDied extends RuntimeException {

    ProgramDied(Program program, String exit) {
        super(
                "%s ended before it was ready (%s). %s"
                        .formatted(program.name(), exit, LogTail.describe(program.log())));
    }
}
