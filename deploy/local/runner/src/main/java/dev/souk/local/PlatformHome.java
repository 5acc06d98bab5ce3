package dev.souk.local;

import dev.souk.engines.ProjectRoot;
import java.nio.file.Path;

/**
 * Where one running platform keeps everything that is not in the repository: data, logs, secrets and process ids.
 *
 * @param root the checkout whose build is run
 */
public record PlatformHome(ProjectRoot root, Path directory) {

    public PlatformHome {
        directory = directory.toAbsolutePath().normalize();
    }

    /** The home of {@code ./souk up}. */
    public static PlatformHome in(ProjectRoot root) {
        return new PlatformHome(root, root.directory().resolve(".souk"));
    }

    public Path logs() {
        return directory.resolve("logs");
    }

    /** Passwords of the demonstration users by e-mail address, as JSON. */
    public Path credentials() {
        return directory.resolve("credentials.json");
    }

    Path log(String program) {
        return logs().resolve(program + ".log");
    }

    Path data() {
        return directory.resolve("data");
    }

    Path run() {
        return directory.resolve("run");
    }

    Path secrets() {
        return directory.resolve("secrets.properties");
    }

    /** The ports that a developer wants instead of the default ones. */
    Path wantedPorts() {
        return directory.resolve("ports.properties");
    }

    /** The ports of the platform that runs now. */
    Path portsInUse() {
        return run().resolve("ports-in-use");
    }

    /** Unpacked services and the caches that make JVMs start faster: can be made again at any time. */
    Path apps() {
        return root.directory().resolve(".souk/apps");
    }

    Path engineCaches() {
        return root.directory().resolve(".souk/aot");
    }

    /** The demonstration feed as it was imported last. */
    public Path seedFeed() {
        return data().resolve("seed.jsonl");
    }

    /** Exists when the demonstration data is complete. */
    public Path seededMark() {
        return data().resolve("seeded");
    }

    Path lastStart() {
        return run().resolve("last-start");
    }
}
