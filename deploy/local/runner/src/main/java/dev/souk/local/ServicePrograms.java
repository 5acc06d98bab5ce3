package dev.souk.local;

import dev.souk.engines.ProcessTable;
import dev.souk.engines.Program;
import dev.souk.engines.Readiness;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How each service, and the trigger of its jobs, is started as a background process. */
final class ServicePrograms {

    static final String TRIGGER = "job-trigger";
    static final String TRAINER = "service-training";
    static final String ENGINE_TRAINER = "engine-training";

    private static final List<Service> REACTIVE = List.of(Service.GATEWAY);
    private static final List<Service> SERVLET = Arrays.stream(Service.values())
            .filter(service -> !REACTIVE.contains(service))
            .toList();

    private static final Duration START_TIMEOUT = Duration.ofSeconds(180);
    private static final String BUILD = "-Dsouk.app=";

    private final PlatformHome home;
    private final PlatformPorts ports;
    private final PlatformSecrets secrets;

    ServicePrograms(PlatformHome home, PlatformPorts ports, PlatformSecrets secrets) {
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
    }

    /**
     * Unpacks the service when it has been built anew. A further instance is on the ports where it runs, else on free ones.
     */
    Program instance(ServiceInstance instance, ProcessTable table) {
        if (instance.isFirst()) {
            return instance(instance, InstancePorts.first(instance.service(), ports));
        }
        return instance(instance, table.find(instance.name())
                .map(running -> InstancePorts.of(running.ports()))
                .orElseGet(() -> InstancePorts.further(instance.service())));
    }

    private Program instance(ServiceInstance instance, InstancePorts at) {
        String name = instance.name();
        Map<String, String> environment = new ServiceEnvironment(home, ports, secrets).of(instance.service(), at);
        environment.put("CLASSPATH", classPath(instance.service()));
        return new Program(
                name,
                command(instance),
                environment,
                home.data().resolve(name),
                home.log(name),
                at.all(),
                readiness(at.management()),
                START_TIMEOUT);
    }

    Program trigger() {
        List<String> command = new ArrayList<>(List.of(Jvm.executable()));
        command.addAll(Jvm.LAPTOP);
        command.addAll(List.of(
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.souk.local.jobs.JobTrigger",
                Integer.toString(ports.trigger()),
                home.root().directory().resolve("deploy/local/runner/jobs.properties").toString()));
        return new Program(
                TRIGGER,
                command,
                Map.of("SOUK_XXL_TOKEN", secrets.jobToken()),
                home.data().resolve(TRIGGER),
                home.log(TRIGGER),
                List.of(ports.trigger()),
                Readiness.tcp(ports.trigger()),
                Duration.ofSeconds(30));
    }

    /** Makes the {@link ClassArchive}s that are missing, at the lowest priority. */
    Program trainer() {
        List<String> command = new ArrayList<>(List.of(Jvm.executable()));
        command.addAll(Jvm.LAPTOP);
        command.addAll(List.of(
                "-Xmx64m",
                "-Dsouk.root=" + home.root().directory(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.souk.local.cli.Souk",
                "train",
                "--home",
                home.directory().toString()));
        return new Program(
                TRAINER,
                command,
                Map.of(),
                home.data().resolve(TRAINER),
                home.log(TRAINER),
                List.of(),
                () -> true,
                Duration.ofSeconds(30)).atLowPriority();
    }

    static Readiness readiness(int managementPort) {
        return Readiness.http(
                URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(managementPort)));
    }

    /** The build of a service that a command line starts; nothing when it starts something else. */
    static Optional<String> build(Stream<String> command) {
        return command.filter(word -> word.startsWith(BUILD)).findFirst();
    }

    boolean lacksArchives() {
        return Arrays.stream(Service.values()).anyMatch(service -> archive(service).isMissing());
    }

    /** Takes about a quarter of a minute on two cores; the services must have been started before. */
    void makeArchives() {
        List.of(SERVLET, REACTIVE).parallelStream().forEach(stack -> {
            ClassArchive archive = archive(stack.getFirst());
            if (archive.isMissing()) {
                archive.make(stack, jvm(), home.log(TRAINER));
            }
        });
    }

    /** Of the libraries that the services of this one's stack share. */
    private ClassArchive archive(Service service) {
        return REACTIVE.contains(service) ? archive("reactive", REACTIVE) : archive("servlet", SERVLET);
    }

    private ClassArchive archive(String name, List<Service> stack) {
        List<UnpackedApp> apps = stack.stream().map(this::jar).flatMap(Optional::stream).map(this::unpacked).toList();
        return ClassArchive.of(name, apps, home.apps());
    }

    private Optional<ServiceJar> jar(Service service) {
        return ServiceJar.find(service, home.root());
    }

    private UnpackedApp unpacked(ServiceJar jar) {
        return UnpackedApp.of(jar, home.apps());
    }

    /** The same for an archive of classes and in service, or the archive is refused. */
    private List<String> jvm() {
        List<String> command = new ArrayList<>(List.of(Jvm.executable()));
        command.addAll(Jvm.LAPTOP);
        return command;
    }

    /** The class path stands in the environment: on the command line it would hide everything else in a list of processes. */
    private List<String> command(ServiceInstance instance) {
        UnpackedApp app = unpacked(ServiceJar.of(instance.service(), home.root()));
        List<String> command = jvm();
        command.add("-Xmx160m");
        command.addAll(archive(instance.service()).flags(instance));
        // The client of Nacos would keep these in the home directory of the user.
        command.add("-DJM.SNAPSHOT.PATH=" + home.data().resolve("nacos-client"));
        command.add("-DJM.LOG.PATH=" + home.logs().resolve("nacos-client"));
        command.add(BUILD + app.directory().getFileName());
        command.add(app.mainClass());
        return command;
    }

    /** Begins with what the archive is of. */
    private String classPath(Service service) {
        UnpackedApp app = unpacked(ServiceJar.of(service, home.root()));
        List<Path> classPath = new ArrayList<>(archive(service).libraries());
        app.libraries().stream().filter(library -> !classPath.contains(library)).forEach(classPath::add);
        classPath.add(app.jar());
        return String.join(":", classPath.stream().map(Path::toString).toList());
    }
}
