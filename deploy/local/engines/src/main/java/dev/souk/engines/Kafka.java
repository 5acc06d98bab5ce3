package dev.souk.engines;

final class Kafka implements Engine.Recipe {

    @Override
    public Program prepare(EngineSettings settings) {
        throw new UnsupportedOperationException("not yet");
    }
}
