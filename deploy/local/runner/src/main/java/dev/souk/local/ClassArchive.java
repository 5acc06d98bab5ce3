package dev.souk.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An archive of loaded and linked classes (class data sharing, JEP 310 and 483) of the libraries that several services have in
 * common. A JVM that maps it starts in half of the CPU time, and the memory that it takes is one for all of them. It is of the
 * libraries only, so that a change in a service leaves it good: a JVM takes an archive whose class path is the beginning of
 * its own.
 *
 * @param name of the group of services
 * @param libraries of all of these services, in the order of the class path
 */
record ClassArchive(String name, List<Path> libraries, Path directory) {

    private static final String END = ".jsa";

    /** Of the libraries that all of these have. */
    static ClassArchive of(String name, List<UnpackedApp> apps, Path directory) {
        Set<Path> common = new LinkedHashSet<>(apps.isEmpty() ? List.of() : apps.getFirst().libraries());
        apps.forEach(app -> common.retainAll(Set.copyOf(app.libraries())));
        return new ClassArchive(name, List.copyOf(common), directory);
    }

    /** Nothing is missing, either, where there is nothing to archive. */
    boolean isMissing() {
        return !libraries.isEmpty() && !Files.exists(file());
    }

    /**
     * What makes the JVM of a service use the archive or, when there is none, write down its classes for it: only the first
     * instance, for they would write to the same file.
     */
    List<String> flags(ServiceInstance instance) {
        if (isMissing()) {
            return instance.isFirst() ? List.of("-XX:DumpLoadedClassList=" + classes(instance.service())) : List.of();
        }
        return libraries.isEmpty() ? List.of() : List.of("-XX:SharedArchiveFile=" + file());
    }

    /**
     * Makes the archive of the classes that these services loaded when they were started without one. The archive is put in
     * its place when it is complete, and those that it replaces are deleted.
     *
     * @param jvm command line of the services' JVM without their class path: other flags, and they would refuse the archive
     */
    void make(List<Service> services, List<String> jvm, Path log) {
        Path draft = directory.resolve(name + ".new");
        try {
            Path classes = Files.write(directory.resolve(name + ".classes"), classes(services));
            List<String> command = new ArrayList<>(jvm);
            // making it takes more memory than a service has
            command.addAll(List.of("-Xmx512m", "-Xshare:dump", "-XX:+AOTClassLinking",
                    "-XX:SharedClassListFile=" + classes, "-XX:SharedArchiveFile=" + draft, "-cp", classPath()));
            Commands.run(command, log);
            for (Path earlier : files(name + "-[0-9a-f]+\\" + END)) {
                Files.delete(earlier);
            }
            Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + file(), e);
        }
    }

    private String classPath() {
        return String.join(":", libraries.stream().map(Path::toString).toList());
    }

    /** The name tells the JVM and the libraries, so that no archive is met by what it does not fit. */
    private Path file() {
        String jvm = System.getProperty("java.vm.version") + System.getProperty("java.home");
        return directory.resolve("%s-%s%s".formatted(name, fingerprint(jvm + classPath()), END));
    }

    private Path classes(Service service) {
        return directory.resolve(service.id() + ".classes");
    }

    /**
     * The lists of several JVMs as one: numbers, and classes of loaders that refer to them, mean something in one list only.
     * The last line of a JVM that still runs may be half a line.
     */
    private Set<String> classes(List<Service> services) throws IOException {
        Set<String> merged = new LinkedHashSet<>();
        for (Service service : services) {
            if (Files.exists(classes(service))) {
                String list = Files.readString(classes(service));
                list.substring(0, list.lastIndexOf('\n') + 1).lines()
                        .filter(line -> !line.startsWith("#") && !line.contains(" source: "))
                        .map(line -> line.replaceFirst(" id: \\d+$", ""))
                        .forEach(merged::add);
            }
        }
        return merged;
    }

    private List<Path> files(String pattern) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches(pattern)).toList();
        }
    }

    private static String fingerprint(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
