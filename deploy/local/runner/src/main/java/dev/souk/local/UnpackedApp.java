package dev.souk.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A service jar laid out as plain jars, which start faster than the nested ones and can have an AOT cache. */
record UnpackedApp(Service service, Path directory) {

    private static final String JAR = "app.jar";

    /** Unpacks the jar unless that has been done, and removes what was unpacked of earlier builds of the service. */
    static UnpackedApp of(ServiceJar jar, Path apps, Path log) {
        Path directory = apps.resolve(jar.service().id() + "-" + jar.fingerprint());
        if (!Files.exists(directory)) {
            unpack(jar, directory, log);
            removeEarlier(jar.service(), directory);
        }
        return new UnpackedApp(jar.service(), directory);
    }

    Path jar() {
        return directory.resolve(JAR);
    }

    /** Made by {@link AotTraining}. */
    Path aotCache() {
        return directory.resolve("app.aot");
    }

    boolean isTrained() {
        return Files.exists(aotCache());
    }

    private static void unpack(ServiceJar jar, Path directory, Path log) {
        Path draft = directory.resolveSibling(directory.getFileName() + ".new");
        try {
            FileTree.delete(draft);
            Files.createDirectories(draft.getParent());
            Commands.run(
                    List.of(
                            Jvm.executable(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Djarmode=tools",
                            "-jar",
                            jar.file().toString(),
                            "extract",
                            "--destination",
                            draft.toString()),
                    log);
            Files.move(draft.resolve(jar.file().getFileName()), draft.resolve(JAR));
            Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + jar.file(), e);
        }
    }

    private static void removeEarlier(Service service, Path current) {
        try (Stream<Path> all = Files.list(current.getParent())) {
            all.filter(directory -> isOf(service, directory) && !directory.equals(current))
                    .forEach(FileTree::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOf(Service service, Path directory) {
        return directory.getFileName().toString().matches(service.id() + "-[0-9a-f]{16}(\\.new)?");
    }
}
