package dev.souk.local;

import dev.souk.engines.ProjectRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The executable jar that the build has made of a service. */
record ServiceJar(Service service, Path file) {

    /** @throws UserError when it is not built */
    static ServiceJar of(Service service, ProjectRoot root) {
        return find(service, root).orElseThrow(() -> new UserError(
                "%s is not built: run ./souk up, or mvn -DskipTests package".formatted(service.id())));
    }

    static Optional<ServiceJar> find(Service service, ProjectRoot root) {
        Path target = root.directory().resolve(service.id()).resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            return files
                    .filter(file -> isExecutableJar(file, service))
                    .findFirst()
                    .map(file -> new ServiceJar(service, file));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /**
     * Differs when any entry differs; reads only the jar's directory, where the checksum of each entry stands.
     *
     * @throws UserError when the jar is damaged
     */
    String fingerprint() {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            CRC32 names = new CRC32();
            CRC32 contents = new CRC32();
            zip.stream().forEach(entry -> {
                names.update(entry.getName().getBytes(StandardCharsets.UTF_8));
                update(contents, entry);
            });
            return HexFormat.of().toHexDigits((int) names.getValue())
                    + HexFormat.of().toHexDigits((int) contents.getValue());
        } catch (IOException e) {
            throw new UserError("%s is damaged (%s): delete it, and ./souk up makes it again"
                    .formatted(file, e.getMessage()), e);
        }
    }

    private static void update(CRC32 contents, ZipEntry entry) {
        contents.update(Long.toString(entry.getCrc()).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isExecutableJar(Path file, Service service) {
        String name = file.getFileName().toString();
        return name.startsWith(service.id() + "-")
                && name.endsWith(".jar")
                && !name.contains("-tests")
                && !name.contains("-sources");
    }
}
