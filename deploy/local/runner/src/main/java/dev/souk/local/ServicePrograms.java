package dev.souk.local;

import dev.souk.engines.ProcessTable;
import dev.souk.engines.Program;
import dev.souk.engines.Readiness;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How each service, and the trigger of its jobs, is started as a background process. */
final class ServicePrograms {

    static final String TRIGGER = "job-trigger";
    static final String TRAINER = "service-training";
    static final String ENGINE_TRAINER = "engine-training";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(180);

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
        return new Program(
                name,
                command(instance.service()),
                environment(instance.service(), at),
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

    /** Trains caches at the lowest priority, see {@link AotTraining}. */
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

    UnpackedApp unpacked(Service service) {
        return UnpackedApp.of(
                ServiceJar.of(service, home.root()), home.apps(), home.log("unpack-" + service.id()));
    }

    Map<String, String> environment(Service service, InstancePorts instance) {
        return new ServiceEnvironment(home, ports, secrets).of(service, instance);
    }

    /** The same in training and in service, or the cache is refused. */
    List<String> jvm() {
        List<String> command = new ArrayList<>(List.of(Jvm.executable()));
        command.addAll(Jvm.LAPTOP);
        command.add("-Xmx160m");
        // The client of Nacos would keep these in the home directory of the user.
        command.add("-DJM.SNAPSHOT.PATH=" + home.data().resolve("nacos-client"));
        command.add("-DJM.LOG.PATH=" + home.logs().resolve("nacos-client"));
        return command;
    }

    private List<String> command(Service service) {
        UnpackedApp app = unpacked(service);
        List<String> command = jvm();
        if (app.isTrained()) {
            command.add("-XX:AOTCache=" + app.aotCache());
        }
        command.addAll(List.of("-jar", app.jar().toString()));
        return command;
    }
}
