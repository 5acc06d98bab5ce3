package dev.souk.engines;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** An engine of the platform. Independent of each other: all can be started at once. */
public enum Engine {
    NACOS(new Nacos()),
    POSTGRES(new Postgres()),
    REDIS(new Redis()),
    KAFKA(new Kafka()),
    ELASTICSEARCH(
            new Elasticsearch()),
    S3(new S3()),
    MAIL(new Mail());

    /** The services use the first one; each test has one of its own. */
    public static final int REDIS_DATABASES = 1024;

    @SuppressWarnings("ImmutableEnumChecker") // recipes have no state
    private final Recipe recipe;

    Engine(Recipe recipe) {
        this.recipe = recipe;
    }

    /** Also the name of its {@link Program}. */
    public String programName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The engine with this {@link #programName()}. */
    public static Optional<Engine> named(String programName) {
        return Arrays.stream(values()).filter(engine -> engine.programName().equals(programName)).findFirst();
    }

    /**
     * Prepares directories and configuration, which on the first call takes seconds (unpacking, {@code initdb}), and says how
     * the engine is started. Idempotent.
     *
     * @throws BrokenInstallation when files that the build provides are missing or damaged
     */
    public Program prepare(EngineSettings settings) {
        return recipe.prepare(settings);
    }

    /** Creates what clients expect to be there: users, databases. To be called when the engine is ready; idempotent. */
    public void afterReady(EngineSettings settings) {
        recipe.afterReady(settings);
    }

    /** How one engine is prepared. */
    interface Recipe {

        Program prepare(EngineSettings settings);

        default void afterReady(EngineSettings settings) {
        }
    }
}
