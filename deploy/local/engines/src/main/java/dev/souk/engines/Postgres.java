package dev.souk.engines;

final class Postgres implements Engine.Recipe {

    @Override
    public Program prepare(EngineSettings settings) {
        throw new UnsupportedOperationException("not yet");
    }
}
