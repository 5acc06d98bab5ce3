package dev.souk.engines;

import java.nio.file.Files;
import java.nio.file.Path;

/** The directory of the project: it holds the {@code souk} script or the repository's {@code .git}. */
public record ProjectRoot(Path directory) {

    public ProjectRoot {
        directory = directory.toAbsolutePath().normalize();
    }

    /** Looks upwards from a directory within the project. */
    public static ProjectRoot above(Path start) {
        for (Path at = start.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            if (isRoot(at)) {
                return new ProjectRoot(at);
            }
        }
        throw new IllegalStateException("neither souk nor .git in or above " + start.toAbsolutePath());
    }

    private static boolean isRoot(Path directory) {
        return Files.isRegularFile(directory.resolve("souk")) || Files.exists(directory.resolve(".git"));
    }

    /** Where {@link EngineTraining} of this checkout keeps its caches by convention; it may not exist. */
    public Path aotCaches() {
        return directory.resolve(".souk/aot");
    }

    Path engineModule(String name) {
        return directory.resolve("deploy/local").resolve(name);
    }
}
