package dev.souk.local;

import dev.souk.engines.Engine;
import dev.souk.engines.PortOwner;
import dev.souk.engines.Ports;
import dev.souk.engines.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is looked at before anything is started, so that a start fails whole and at once. */
final class Preflight {

    private static final long NEEDED_MEMORY_MIB = 4_096;
    private static final long NEEDED_DISK_MIB = 2_048;
    private static final int JAVA = 25;
    private static final int LONGEST_OWNER = 120;

    private final PlatformHome home;
    private final PlatformPorts ports;
    private final ProcessTable table;

    Preflight(PlatformHome home, PlatformPorts ports, ProcessTable table) {
        this.home = home;
        this.ports = ports;
        this.table = table;
    }

    /** @throws UserError that names everything that is in the way */
    void run() {
        List<String> obstacles = new ArrayList<>();
        checkJava(obstacles);
        checkBuild(obstacles);
        obstacles.addAll(NacosConfig.faults(home));
        checkPorts(obstacles);
        if (table.all().isEmpty()) {
            checkMemory(obstacles);
        }
        checkDisk(obstacles);
        if (!obstacles.isEmpty()) {
            throw new UserError(String.join(System.lineSeparator(), obstacles));
        }
    }

    private static void checkJava(List<String> obstacles) {
        if (Runtime.version().feature() != JAVA) {
            obstacles.add("Souk needs JDK %d, this is %s at %s."
                    .formatted(JAVA, Runtime.version(), System.getProperty("java.home")));
        }
    }

    private void checkBuild(List<String> obstacles) {
        for (Service service : Service.values()) {
            try {
                ServiceJar.of(service, home.root()).fingerprint();
            } catch (UserError e) {
                obstacles.add(e.getMessage());
            }
        }
    }

    private void checkPorts(List<String> obstacles) {
        Map<Path, Integer> otherPlatforms = new TreeMap<>();
        portsByProgram().forEach((program, needed) -> {
            if (table.find(program).isEmpty()) {
                needed.stream().filter(port -> !PortOwner.isFree(port))
                        .forEach(port -> otherPlatform(port).ifPresentOrElse(
                                other -> otherPlatforms.merge(other, 1, Integer::sum),
                                () -> obstacles.add(taken(port, program))));
            }
        });
        otherPlatforms.forEach((other, count) -> obstacles.add(
                "Another Souk runs in %s and has %d of the ports. Stop it there with ./souk down, or start this one beside it: ./souk up --free-ports"
                        .formatted(other, count)));
    }

    private static String taken(int port, String program) {
        return "Port %d, needed by %s, is taken by %s. Stop that, or choose another port: ./souk up --port NAME=NUMBER"
                .formatted(port, program, shortened(PortOwner.describe(port)));
    }

    /** The home of the other platform that a program is of: each works in a directory of its own among the home's data. */
    private Optional<Path> otherPlatform(int port) {
        return PortOwner.workingDirectory(port)
                .map(Path::getParent)
                .flatMap(data -> Optional.ofNullable(data.getParent()))
                .filter(other -> Files.exists(new PlatformHome(home.root(), other).secrets()))
                .filter(other -> !isOurs(other));
    }

    /** A program that the table has lost sight of, for example after its files were deleted. */
    private boolean isOurs(Path other) {
        try {
            return Files.isSameFile(other, home.directory());
        } catch (IOException _) {
            return false; // ours is still to be made
        }
    }

    /** The command line of a JVM can fill a screen. */
    private static String shortened(String owner) {
        return owner.length() <= LONGEST_OWNER ? owner : owner.substring(0, LONGEST_OWNER) + "...)";
    }

    private Map<String, List<Integer>> portsByProgram() {
        Map<String, List<Integer>> needed = new LinkedHashMap<>();
        for (Engine engine : Engine.values()) {
            needed.put(engine.programName(), portsOf(engine, ports.engines()));
        }
        needed.put(ServicePrograms.TRIGGER, List.of(ports.trigger()));
        for (Service service : Service.values()) {
            needed.put(service.id(), InstancePorts.first(service, ports).all());
        }
        return needed;
    }

    private static List<Integer> portsOf(Engine engine, Ports ports) {
        return switch (engine) {
            case NACOS -> List.of(
                    ports.nacos(),
                    ports.nacosConsole(),
                    ports.nacos() + 1_000,
                    ports.nacos() + 1_001,
                    ports.nacos() - 1_000);
            case POSTGRES -> List.of(ports.postgres());
            case REDIS -> List.of(ports.redis());
            case KAFKA -> List.of(ports.kafka(), ports.kafkaController());
            case ELASTICSEARCH -> List.of(ports.elasticsearch(), ports.elasticsearchTransport());
            case S3 -> List.of(ports.s3());
            case MAIL -> List.of(ports.smtp(), ports.mailApi());
        };
    }

    private static void checkMemory(List<String> obstacles) {
        long available = availableMemoryMiB();
        if (available < NEEDED_MEMORY_MIB) {
            obstacles.add("%d MiB of memory are available, Souk needs %d. Close something first."
                    .formatted(available, NEEDED_MEMORY_MIB));
        }
    }

    /** What the system would give without swapping; without limit where it does not say. */
    private static long availableMemoryMiB() {
        try {
            return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
        } catch (IOException _) {
            return Long.MAX_VALUE;
        }
    }

    private void checkDisk(List<String> obstacles) {
        try {
            Files.createDirectories(home.directory());
            long free = Files.getFileStore(home.directory()).getUsableSpace() / (1_024 * 1_024);
            if (free < NEEDED_DISK_MIB) {
                obstacles.add("%d MiB are free on the disk of %s, Souk needs %d."
                        .formatted(free, home.directory(), NEEDED_DISK_MIB));
            }
        } catch (IOException e) {
            obstacles.add("Cannot write to %s: %s".formatted(home.directory(), e.getMessage()));
        }
    }
}
