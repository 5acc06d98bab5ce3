package dev.souk.engines;

import java.nio.file.Path;

/**
 * What differs between two sets of engines.
 *
 * @param dataDirectory each engine keeps its data in a directory of its own below
 * @param durable data survives the loss of power: writes are forced to disk before they are acknowledged where the engine
 *     can; otherwise it only survives an orderly stop
 */
public record EngineSettings(
        ProjectRoot root,
        Path dataDirectory,
        Path logDirectory,
        Ports ports,
        EngineSecrets secrets,
        boolean durable,
        JvmTuning tuning) {}
