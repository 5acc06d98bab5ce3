package dev.souk.engines;

final class S3 implements Engine.Recipe {

    @Override
    public Program prepare(EngineSettings settings) {
        throw new UnsupportedOperationException("not yet");
    }
}
