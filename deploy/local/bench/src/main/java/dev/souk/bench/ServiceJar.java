package dev.souk.bench;

import dev.souk.engines.ProjectRoot;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;

/** The jar of a service as the build has left it. */
final class ServiceJar {

    private ServiceJar() {
    }

    /** @throws IllegalStateException when the service is not built */
    static Path of(ProjectRoot root, String service) {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(root.directory().resolve(service + "/target"),
                service + "-*.jar")) {
            return jars.iterator().next();
        } catch (IOException | NoSuchElementException notBuilt) {
            throw new IllegalStateException(service + " is not built: run mvn -DskipTests package", notBuilt);
        }
    }
}
