package dev.souk.engines;

final class Mail implements Engine.Recipe {

    @Override
    public Program prepare(EngineSettings settings) {
        throw new UnsupportedOperationException("not yet");
    }
}
