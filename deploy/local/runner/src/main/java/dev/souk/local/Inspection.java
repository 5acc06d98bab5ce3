package dev.souk.local;

import dev.souk.engines.Engine;
import dev.souk.engines.Ports;
import dev.souk.engines.ProcessTable;
import dev.souk.engines.Readiness;
import dev.souk.engines.Running;
import dev.souk.local.PlatformStatus.ProgramStatus;
import dev.souk.local.PlatformStatus.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Looks at each program of the platform: whether it runs, whether it serves, how much memory it takes. */
final class Inspection {

    private final ProcessTable table;
    private final PlatformPorts ports;

    Inspection(ProcessTable table, PlatformPorts ports) {
        this.table = table;
        this.ports = ports;
    }

    List<ProgramStatus> engines() {
        return Arrays.stream(Engine.values()).map(this::engine).toList();
    }

    /** Each followed by its further instances; the trigger of jobs at the end. */
    List<ProgramStatus> services() {
        List<ProgramStatus> services = new ArrayList<>();
        for (Service service : Service.values()) {
            services.add(service(service.id(), InstancePorts.first(service, ports)));
            ServiceInstance.running(service, table).stream()
                    .filter(running -> !running.name().equals(service.id()))
                    .forEach(running -> services.add(service(running.name(), InstancePorts.of(running.ports()))));
        }
        services.add(program(ServicePrograms.TRIGGER, ports.trigger(), Readiness.tcp(ports.trigger())));
        return services;
    }

    private ProgramStatus engine(Engine engine) {
        int port = port(engine, ports.engines());
        return program(engine.programName(), port, Readiness.tcp(port));
    }

    private ProgramStatus service(String name, InstancePorts at) {
        return program(name, at.server(), ServicePrograms.readiness(at.management()));
    }

    private ProgramStatus program(String name, int port, Readiness readiness) {
        Optional<Running> running = table.find(name);
        return running.isEmpty()
                ? new ProgramStatus(name, State.STOPPED, port, null, 0)
                : new ProgramStatus(
                        name,
                        readiness.isReady() ? State.READY : State.STARTING,
                        port,
                        running.get().pid(),
                        running.get().residentKiB() / 1_024);
    }

    private static int port(Engine engine, Ports ports) {
        return switch (engine) {
            case NACOS -> ports.nacos();
            case POSTGRES -> ports.postgres();
            case REDIS -> ports.redis();
            case KAFKA -> ports.kafka();
            case ELASTICSEARCH -> ports.elasticsearch();
            case S3 -> ports.s3();
            case MAIL -> ports.mailApi();
        };
    }
}
