package dev.souk.engines;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of one engine in the local Maven repository, as the build of its module has resolved them. */
record ClassPath(List<Path> files) {

    /** @throws BrokenInstallation when the module was not built, or a file is missing or damaged */
    static ClassPath ofModule(ProjectRoot root, String module) {
        Path list = root.engineModule(module).resolve("target/class-path");
        if (Files.notExists(list)) {
            throw new BrokenInstallation("%s is missing. Build the engines: mvn -q -f %s install".formatted(list,
                    root.engineModule("pom.xml")));
        }
        ClassPath classPath = new ClassPath(read(list));
        classPath.files.forEach(file -> VerifiedFiles.require(file, root));
        return classPath;
    }

    /** The jars of a directory, without those below it. */
    static ClassPath ofDirectory(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return new ClassPath(files.filter(file -> file.toString().endsWith(".jar")).sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ClassPath and(Path file) {
        return new ClassPath(Stream.concat(files.stream(), Stream.of(file)).toList());
    }

    Path only(String nameStart) {
        return files.stream().filter(file -> file.getFileName().toString().startsWith(nameStart)).findFirst()
                .orElseThrow(() -> new BrokenInstallation("no " + nameStart + "... among " + files));
    }

    /** As the JVM takes it. */
    @Override
    public String toString() {
        return files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static List<Path> read(Path list) {
        try {
            return Stream.of(Files.readString(list).strip().split(File.pathSeparator)).map(Path::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
