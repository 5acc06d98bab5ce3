package dev.souk.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A service jar laid out as plain jars: one with the service's own classes, whose manifest names its main class and its
 * libraries, and the libraries, of which all services share the equal ones. Such jars start faster than nested ones, and a
 * {@link ClassArchive} can be made of them.
 *
 * @param directory of this build of the service
 */
record UnpackedApp(Service service, Path directory) {

    private static final String JAR = "app.jar";
    private static final String LIBRARIES = "lib";
    private static final String CLASSES_IN_JAR = "BOOT-INF/classes/";
    private static final String LIBRARIES_IN_JAR = "BOOT-INF/lib/";

    /**
     * Unpacks the jar unless that has been done, and removes what was unpacked of earlier builds of the service. One at a
     * time: the libraries are everybody's.
     */
    static synchronized UnpackedApp of(ServiceJar jar, Path apps) {
        UnpackedApp app = new UnpackedApp(jar.service(), apps.resolve(jar.service().id() + "-" + jar.fingerprint()));
        try {
            if (!Files.exists(app.directory)) {
                unpack(jar, app);
                removeEarlier(app, apps);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + jar.file(), e);
        }
        return app;
    }

    Path jar() {
        return directory.resolve(JAR);
    }

    String mainClass() {
        return attribute(Attributes.Name.MAIN_CLASS);
    }

    /** Absolute, in the order of the class path. */
    List<Path> libraries() {
        return Arrays.stream(attribute(Attributes.Name.CLASS_PATH).split(" ", -1))
                .map(relative -> Path.of(directory.toUri().resolve(URI.create(relative))))
                .toList();
    }

    private String attribute(Attributes.Name name) {
        try (JarFile jar = new JarFile(jar().toFile())) {
            return jar.getManifest().getMainAttributes().getValue(name);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jar(), e);
        }
    }

    private static void unpack(ServiceJar jar, UnpackedApp app) throws IOException {
        Path draft = app.directory.resolveSibling(app.directory.getFileName() + ".new");
        FileTree.delete(draft);
        Files.createDirectories(draft);
        try (JarFile packed = new JarFile(jar.file().toFile())) {
            List<String> libraries = new ArrayList<>();
            for (ZipEntry library : entries(packed, LIBRARIES_IN_JAR)) {
                libraries.add("../" + LIBRARIES + "/" + share(packed, library, draft.resolveSibling(LIBRARIES)));
            }
            String main = packed.getManifest().getMainAttributes().getValue("Start-Class");
            try (JarOutputStream classes = new JarOutputStream(Files.newOutputStream(draft.resolve(JAR)),
                    manifest(main, libraries))) {
                for (ZipEntry entry : entries(packed, CLASSES_IN_JAR)) {
                    classes.putNextEntry(new ZipEntry(entry.getName().substring(CLASSES_IN_JAR.length())));
                    packed.getInputStream(entry).transferTo(classes);
                }
            }
        }
        Files.move(draft, app.directory, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * In the order of the jar, which is the one in which Spring Boot's own launcher has them on the class path. With the
     * directories: Spring finds no component in a package that has none.
     */
    private static List<ZipEntry> entries(ZipFile jar, String under) {
        return Collections.list(jar.entries()).stream()
                .map(ZipEntry.class::cast)
                .filter(entry -> entry.getName().startsWith(under) && entry.getName().length() > under.length())
                .toList();
    }

    /** Returns the name among the shared libraries: with the checksum, for a snapshot's name says nothing of its contents. */
    private static String share(ZipFile jar, ZipEntry library, Path shared) throws IOException {
        String name = library.getName().substring(LIBRARIES_IN_JAR.length()).replaceFirst("\\.jar$", "")
                + "-" + HexFormat.of().toHexDigits((int) library.getCrc()) + ".jar";
        if (!Files.exists(shared.resolve(name))) {
            Path draft = Files.createDirectories(shared).resolve(name + ".new");
            try (InputStream contents = jar.getInputStream(library)) {
                Files.copy(contents, draft, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(draft, shared.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
        return name;
    }

    private static Manifest manifest(String mainClass, List<String> libraries) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", libraries));
        return manifest;
    }

    /** With the libraries that only they used. */
    private static void removeEarlier(UnpackedApp current, Path apps) throws IOException {
        for (Path other : list(apps)) {
            if (isOf(current.service, other) && !other.equals(current.directory)) {
                FileTree.delete(other);
            }
        }
        Set<Path> used = new HashSet<>();
        for (Path app : list(apps)) {
            if (Files.exists(app.resolve(JAR))) {
                used.addAll(new UnpackedApp(current.service, app).libraries());
            }
        }
        for (Path library : list(apps.resolve(LIBRARIES))) {
            if (!used.contains(library)) {
                Files.delete(library);
            }
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    private static boolean isOf(Service service, Path directory) {
        return directory.getFileName().toString().matches(service.id() + "-[0-9a-f]{16}(\\.new)?");
    }
}
