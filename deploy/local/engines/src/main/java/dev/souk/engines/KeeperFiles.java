package dev.souk.engines;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Where the engines of test runs live: below {@code target/test-engines}, one directory for each owner. */
record KeeperFiles(ProjectRoot root, long ownerPid) {

    static final String KEEPER = "keeper";

    private static final Object IN_THIS_JVM = new Object();

    Path all() {
        return root.directory().resolve("target/test-engines");
    }

    Path home() {
        return all().resolve(Long.toString(ownerPid));
    }

    /** Of the keeper itself. */
    ProcessTable keepers() {
        return new ProcessTable(home().resolve("keeper"));
    }

    ProcessTable engines() {
        return new ProcessTable(home().resolve("engines"));
    }

    boolean isServed() {
        return Files.exists(endpointFile());
    }

    /** What clients need to know: appears in one step when the keeper listens. */
    void writeEndpoint(Properties endpoint) {
        try {
            Path draft = EngineFiles.writeProperties(home().resolve("endpoint.new"), endpoint);
            Files.move(draft, endpointFile(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Properties readEndpoint() {
        try (Reader reader = Files.newBufferedReader(endpointFile())) {
            Properties endpoint = new Properties();
            endpoint.load(reader);
            return endpoint;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One at a time among all processes that work in this checkout. */
    <T> T locked(Supplier<T> action) {
        synchronized (IN_THIS_JVM) {
            try {
                Files.createDirectories(all());
                try (FileChannel channel = FileChannel.open(all().resolve("lock"), StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE); FileLock _ = channel.lock()) {
                    return action.get();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The same files of every owner that has some. */
    List<KeeperFiles> ofAllOwners() {
        try (Stream<Path> homes = Files.list(all())) {
            return homes.map(home -> home.getFileName().toString()).filter(name -> name.matches("\\d+"))
                    .map(pid -> new KeeperFiles(root, Long.parseLong(pid))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the engines and deletes all that they have left. */
    void remove() {
        ProcessTable engines = engines();
        engines.all().parallelStream().forEach(running -> engines.stop(running.name(), Duration.ZERO));
        if (Files.exists(home())) {
            EngineCache.delete(home());
        }
    }

    private Path endpointFile() {
        return home().resolve("endpoint.properties");
    }
}
