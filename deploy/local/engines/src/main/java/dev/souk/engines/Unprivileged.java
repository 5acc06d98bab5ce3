package dev.souk.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs a program that refuses to run as root, also when this JVM does. */
final class Unprivileged {

    private static final int NOBODY = 65534;

    /**
     * A user namespace without a mapping: the program sees itself as nobody, yet may open what root owns, such as a home
     * directory that is closed to others. Containers often forbid it; there the identity itself is changed.
     */
    private static final List<String> NAMESPACE = List.of("unshare", "--user");

    private static final List<String> IDENTITY = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY,
            "--clear-groups", "--inh-caps=-all");

    private Unprivileged() {
    }

    static List<String> wrap(List<String> command) {
        return Stream.concat(prefix().stream(), command.stream()).toList();
    }

    /** Gives the tree to the user as whom a wrapped program runs, and lets him pass through the directory above it. */
    static void own(Path tree) {
        if (prefix().equals(IDENTITY)) {
            Shell.succeeds(List.of("chmod", "o+x", tree.resolveSibling("").toString()));
            Shell.succeeds(List.of("chown", "-R", NOBODY + ":" + NOBODY, tree.toString()));
        }
    }

    private static List<String> prefix() {
        return Prefix.VALUE;
    }

    private static boolean isRoot() {
        try {
            return Files.exists(Path.of("/proc/self"))
                    && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Found out when it is first asked for. */
    private static final class Prefix {

        static final List<String> VALUE = find();

        private static List<String> find() {
            if (!isRoot()) {
                return List.of();
            }
            return Stream.of(NAMESPACE, IDENTITY)
                    .filter(prefix -> Shell.succeeds(Stream.concat(prefix.stream(), Stream.of("true")).toList()))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("PostgreSQL refuses to run as root, and this system has"
                                    + " neither unshare nor setpriv: start Souk as an ordinary user"));
        }
    }
}
